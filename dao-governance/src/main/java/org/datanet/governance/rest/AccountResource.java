package org.datanet.governance.rest;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import org.datanet.governance.GovernanceProblem;
import org.datanet.governance.account.WalletLinks;
import org.datanet.governance.keystore.AccountStore.WalletChallenge;
import org.datanet.governance.keystore.Signature;
import org.datanet.kernel.Address;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// The caller's account on the L2, and linking of an own wallet.
@Path("/api/account")
@Authenticated
@RunOnVirtualThread
public class AccountResource {

  /// The wallet, and its signature (EIP-191, 65 bytes hex) over the challenge's message.
  public record LinkRequest(@Nullable String address, @Nullable String signature) {}

  private final AccountViews views;
  private final WalletLinks links;
  private final SecurityIdentity identity;

  AccountResource(AccountViews views, WalletLinks links, SecurityIdentity identity) {
    this.views = views;
    this.links = links;
    this.identity = identity;
  }

  @GET
  public AccountView account() {
    return views.of(caller());
  }

  @GET
  @Path("wallet-challenge")
  public WalletChallenge challenge() {
    return links.challenge(caller());
  }

  @POST
  @Path("wallet")
  public AccountView link(@Nullable LinkRequest request) {
    List<FieldError> errors = new ArrayList<>();
    String address =
        checked("address", request == null ? null : request.address(), "0x[0-9a-fA-F]{40}", errors);
    String signature =
        checked(
            "signature",
            request == null ? null : request.signature(),
            "0x[0-9a-fA-F]{130}",
            errors);
    if (!errors.isEmpty()) {
      throw new ProblemException(
          GovernanceProblem.WALLET_SIGNATURE_INVALID, "The request is not complete.", errors);
    }
    links.link(caller(), Address.of(address), Signature.of(signature));
    return views.of(caller());
  }

  private static String checked(
      String field, @Nullable String value, String pattern, List<FieldError> errors) {
    if (value == null || !value.matches(pattern)) {
      errors.add(new FieldError(field, "must match " + pattern));
      return "";
    }
    return value;
  }

  private UserId caller() {
    return UserId.of(identity.getPrincipal().getName());
  }
}
