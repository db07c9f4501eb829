package org.datanet.governance.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.datanet.governance.chain.ChainClient;
import org.datanet.governance.contract.Contracts;
import org.datanet.kernel.Address;

/// Where the contracts are, for everybody.
@Path("/api/chain/contracts")
@PermitAll
@RunOnVirtualThread
public class ChainResource {

  /// Contract name → address on the chain with this number.
  public record Deployment(long chainId, Map<String, Address> contracts) {}

  private final ChainClient chain;
  private final Contracts contracts;

  ChainResource(ChainClient chain, Contracts contracts) {
    this.chain = chain;
    this.contracts = contracts;
  }

  @GET
  public Deployment contracts() {
    return new Deployment(chain.chainId(), contracts.all());
  }
}
