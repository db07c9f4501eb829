package org.datanet.app.wiring;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.datanet.app.users.Users;
import org.datanet.app.users.Users.User;
import org.datanet.governance.account.Accounts;
import org.datanet.governance.chain.ChainClient;
import org.datanet.governance.contract.Contracts;
import org.datanet.kernel.Address;
import org.datanet.kernel.UserId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What the portal needs to begin: where to sign in, and who has signed in.
@Path("/api")
@RunOnVirtualThread
public class PortalResource {

  private final String authority;
  private final Users users;
  private final Accounts accounts;
  private final ChainClient chain;
  private final Contracts contracts;
  private final BaseModel baseModel;
  private final SecurityIdentity identity;

  record PortalConfig(
      String authority,
      String clientId,
      long chainId,
      Map<String, Address> contracts,
      String baseModel) {}

  record Me(
      UserId userId, String username, List<String> roles, Address address, boolean walletLinked) {}

  PortalResource(
      @ConfigProperty(name = "quarkus.oidc.auth-server-url") String authority,
      Users users,
      Accounts accounts,
      ChainClient chain,
      Contracts contracts,
      BaseModel baseModel,
      SecurityIdentity identity) {
    this.authority = authority;
    this.users = users;
    this.accounts = accounts;
    this.chain = chain;
    this.contracts = contracts;
    this.baseModel = baseModel;
    this.identity = identity;
  }

  @GET
  @Path("config")
  @PermitAll
  public PortalConfig config() {
    return new PortalConfig(
        authority, "datanet-portal", chain.chainId(), contracts.all(), baseModel.name());
  }

  @GET
  @Path("me")
  @Authenticated
  public Me me() {
    User user = users.current(identity);
    return new Me(
        user.id(),
        user.username(),
        user.roles().stream().sorted().toList(),
        accounts.addressOf(user.id()),
        accounts.walletLinked(user.id()));
  }
}
