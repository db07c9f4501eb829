package org.datanet.governance.contract;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

@Entity(name = "GovernanceDeployment")
@Table(schema = "governance", name = "deployment")
@IdClass(DeploymentRow.Key.class)
class DeploymentRow {
  record Key(long chainId, String name) implements Serializable {}

  @Id
  @Column(name = "chain_id")
  long chainId;

  @Id String name = "";
  String address = "";

  @Column(name = "genesis_hash")
  String genesisHash = "";

  @Column(name = "deployed_at")
  Instant deployedAt = Instant.EPOCH;
}
