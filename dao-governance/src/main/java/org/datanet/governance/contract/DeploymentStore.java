package org.datanet.governance.contract;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.persistence.Transactions;

/// Where which contract lives, in PostgreSQL; written once per chain and never changed.
@ApplicationScoped
class DeploymentStore {

  private static final String INSERT =
      """
      INSERT INTO governance.deployment (chain_id, name, address, genesis_hash, deployed_at)
      VALUES (:chain, :name, :address, :genesis, :now) ON CONFLICT (chain_id, name) DO NOTHING\
      """;

  private final Transactions transactions;
  private final Clock clock;

  DeploymentStore(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /// Contract name → address on this chain.
  Map<String, Address> load(long chainId) {
    return transactions
        .call(session ->
            session
                .createQuery("FROM GovernanceDeployment WHERE chainId = ?1", DeploymentRow.class)
                .setParameter(1, chainId)
                .getResultList())
        .stream()
        .collect(Collectors.toUnmodifiableMap(row -> row.name, row -> Address.of(row.address)));
  }

  void insert(long chainId, Hash genesis, ContractName name, Address address) {
    transactions.call(session ->
        session
            .createNativeQuery(INSERT)
            .setParameter("chain", chainId)
            .setParameter("name", name.toString())
            .setParameter("address", address.hex())
            .setParameter("genesis", genesis.hex())
            .setParameter("now", clock.instant())
            .executeUpdate());
  }
}
