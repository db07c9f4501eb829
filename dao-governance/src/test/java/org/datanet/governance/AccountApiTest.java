package org.datanet.governance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.datanet.governance.account.Accounts;
import org.datanet.governance.account.WalletLinks;
import org.datanet.governance.chain.ChainIntents;
import org.datanet.governance.contract.Deployer;
import org.datanet.governance.keystore.Signature;
import org.datanet.kernel.Address;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

@QuarkusTest
@QuarkusTestResource(LocalServices.class)
@EnabledIf("org.datanet.governance.LocalChain#installed")
class AccountApiTest {

  @Inject Deployer deployer;
  @Inject Accounts accounts;
  @Inject WalletLinks links;
  @Inject ChainIntents intents;
  @Inject UuidV7 ids;

  private UserId user = UserId.of("00000000-0000-0000-0000-000000000000");

  @BeforeEach
  void deploy() {
    deployer.ensureDeployed();
    user = new UserId(ids.next());
  }

  @Test // R68
  void showsANewAccountWithFaucetOpenAndDepositsFromIt() {
    as(user).get("/api/account").then().statusCode(200).body("walletLinked", equalTo(false));
    accounts.awaitGift(user);
    as(user)
        .get("/api/account")
        .then()
        .body("nativeBalance", equalTo("101000000000000000000"))
        .body("openBalance", equalTo("0"))
        .body("claimable", equalTo("30"))
        .body("escrow.deposited", equalTo("0"));
    String key = deposit("5000", 202);
    assertThat(deposit("5000", 202)).isEqualTo(key);
    intents.await("deposit:" + user + ":" + key, Duration.ofSeconds(40));
    as(user)
        .get("/api/account")
        .then()
        .body("escrow.deposited", equalTo("5000"))
        .body("escrow.spent", equalTo("1000"))
        .body("escrow.held", equalTo("200"))
        .body("escrow.available", equalTo("3800"));
    as(user)
        .get("/api/escrow/deposits/" + key)
        .then()
        .statusCode(200)
        .body("state", equalTo("CONFIRMED"))
        .body("txHash", startsWith("0x"));
  }

  @Test
  void linksAWalletThatSignedTheChallenge() throws GeneralSecurityException {
    ECKeyPair wallet = Keys.createEcKeyPair();
    Address address = Address.of("0x" + Keys.getAddress(wallet));
    String message = as(user).get("/api/account/wallet-challenge").jsonPath().getString("message");
    Map<String, String> body = Map.of("address", address.hex(), "signature", sign(wallet, message));
    as(user)
        .body(body)
        .post("/api/account/wallet")
        .then()
        .statusCode(200)
        .body("walletLinked", equalTo(true))
        .body("address", equalTo(address.hex()));
    assertThat(accounts.addressOf(user)).isEqualTo(address);
    assertThat(accounts.keptAddressOf(user)).isNotEqualTo(address);
  }

  @Test
  void refusesAWalletThatDidNotSign() throws GeneralSecurityException {
    ECKeyPair wallet = Keys.createEcKeyPair();
    Address address = Address.of("0x" + Keys.getAddress(wallet));
    links.challenge(user);
    Signature other = Signature.of(sign(wallet, "another text"));
    assertThat(problemOf(() -> links.link(user, address, other)))
        .isEqualTo(GovernanceProblem.WALLET_SIGNATURE_INVALID);
    assertThat(accounts.walletLinked(user)).isFalse();
  }

  @Test
  void refusesAWalletWithoutAChallenge() throws GeneralSecurityException {
    ECKeyPair wallet = Keys.createEcKeyPair();
    Address address = Address.of("0x" + Keys.getAddress(wallet));
    Signature signature = Signature.of(sign(wallet, "text"));
    assertThat(problemOf(() -> links.link(user, address, signature)))
        .isEqualTo(GovernanceProblem.WALLET_CHALLENGE_MISSING);
  }

  @Test
  void showsTheContractsToEverybodyAndAccountsToTheirOwnersOnly() {
    JsonPath shown = given().get("/api/chain/contracts").jsonPath();
    assertThat(shown.getLong("chainId")).isEqualTo(901);
    assertThat(shown.getString("contracts.Settlement")).startsWith("0x");
    given().get("/api/account").then().statusCode(401);
    given()
        .contentType("application/json")
        .body("{}")
        .post("/api/escrow/deposits")
        .then()
        .statusCode(401);
  }

  private String deposit(String amount, int status) {
    return as(user)
        .header("Idempotency-Key", "one")
        .body(Map.of("amount", amount))
        .post("/api/escrow/deposits")
        .then()
        .statusCode(status)
        .extract()
        .jsonPath()
        .getString("intentId");
  }

  private static Object problemOf(Runnable work) {
    try {
      work.run();
    } catch (ProblemException e) {
      return e.problem();
    }
    return "no problem";
  }

  private static String sign(ECKeyPair wallet, String message) {
    Sign.SignatureData data =
        Sign.signPrefixedMessage(message.getBytes(StandardCharsets.UTF_8), wallet);
    HexFormat hex = HexFormat.of();
    return "0x"
        + hex.formatHex(data.getR())
        + hex.formatHex(data.getS())
        + hex.formatHex(data.getV());
  }

  private static RequestSpecification as(UserId user) {
    return given().header("X-User", user.toString()).contentType("application/json");
  }
}
