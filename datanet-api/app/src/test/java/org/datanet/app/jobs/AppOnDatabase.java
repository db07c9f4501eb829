package org.datanet.app.jobs;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import org.datanet.devstack.postgres.PostgresResource;

/// Runs the application on a real PostgreSQL with all its migrations, and nothing else: without the
/// start-up that deploys contracts and begins to run jobs. Tokens are those of [SignedTokens], the
/// L2 is that of [DepositedFunds].
public class AppOnDatabase implements QuarkusTestProfile {

  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.arc.exclude-types", "org.datanet.app.wiring.Start",
        "quarkus.http.test-port", "0",
        "datanet.base-model", "../../training-gpu/models/datanet-nano",
        "datanet.app.data-dir", "target/app-data",
        "datanet.access.master-key", KEY,
        "datanet.governance.keystore-key", KEY,
        "datanet.governance.rpc-timeout", "1S");
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        new TestResourceEntry(PostgresResource.class),
        new TestResourceEntry(SignedTokens.class),
        new TestResourceEntry(DepositedFunds.class));
  }
}
