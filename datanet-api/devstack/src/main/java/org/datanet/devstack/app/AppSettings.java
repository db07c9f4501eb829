package org.datanet.devstack.app;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.base.BaseModelChoice;
import org.datanet.devstack.base.BaseModels;
import org.datanet.devstack.chain.ChainEndpoint;
import org.datanet.devstack.keycloak.Keycloak;
import org.datanet.devstack.objects.ObjectStorage;
import org.datanet.devstack.postgres.Postgres;
import org.datanet.devstack.stack.Ports;
import org.datanet.devstack.stack.Secrets;

/// Everything the app has to be told about the stack, as Quarkus properties.
final class AppSettings {
  /// OPEN handed to each new demo account on the local net; whole tokens.
  private static final String FAUCET_OPEN = "1000";

  private AppSettings() {}

  static String text(Workspace workspace, Ports ports, Secrets secrets) throws IOException {
    Map<String, String> all = new TreeMap<>();
    all.putAll(web(workspace, ports));
    all.putAll(base(workspace));
    all.putAll(database(ports, secrets));
    all.putAll(login(ports, secrets));
    all.putAll(objects(ports, secrets));
    all.putAll(chain(ports, secrets));
    return all.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static Map<String, String> web(Workspace workspace, Ports ports) {
    return Map.of(
        "quarkus.http.host", "127.0.0.1",
        "quarkus.http.port", Integer.toString(ports.of("app")),
        "datanet.app.public-url", DatanetApp.url(ports),
        "datanet.app.data-dir", workspace.data("app").resolve("data").toString());
  }

  private static Map<String, String> base(Workspace workspace) throws IOException {
    BaseModelChoice choice =
        BaseModelChoice.of(workspace)
            .orElseGet(() -> BaseModelChoice.nano(workspace, "no other was chosen"));
    Map<String, String> all = new TreeMap<>(BaseModels.trainingDefaults(choice));
    all.put("datanet.base-model", choice.path());
    all.put("datanet.base-model-licence", choice.licence());
    all.put("datanet.base-model-reason", choice.reason());
    return all;
  }

  private static Map<String, String> database(Ports ports, Secrets secrets) throws IOException {
    String server = "postgresql://127.0.0.1:" + ports.of("postgres") + "/" + Postgres.APP;
    return Map.of(
        "quarkus.datasource.jdbc.url",
        "jdbc:" + server,
        "quarkus.datasource.reactive.url",
        server,
        "quarkus.datasource.username",
        Postgres.APP,
        "quarkus.datasource.password",
        secrets.password("database-" + Postgres.APP));
  }

  private static Map<String, String> login(Ports ports, Secrets secrets) throws IOException {
    return Map.of(
        "quarkus.oidc.auth-server-url", Keycloak.issuer(ports),
        "quarkus.oidc.connection-delay", "4M",
        "quarkus.oidc.client-id", "datanet-api",
        "quarkus.oidc.credentials.secret", secrets.password("oidc-api-secret"),
        "datanet.access.master-key", secrets.base64Key("access-master-key"));
  }

  private static Map<String, String> objects(Ports ports, Secrets secrets) throws IOException {
    return Map.of(
        "datanet.objects.endpoint", ObjectStorage.endpoint(ports),
        "datanet.objects.region", "us-east-1",
        "datanet.objects.access-key", secrets.password("s3-access-key"),
        "datanet.objects.secret-key", secrets.password("s3-secret-key"));
  }

  private static Map<String, String> chain(Ports ports, Secrets secrets) throws IOException {
    return Map.of(
        "datanet.governance.rpc-url", ChainEndpoint.url(ports),
        "datanet.governance.operator-key", secrets.hexKey("operator-key"),
        "datanet.governance.keystore-key", secrets.base64Key("keystore-key"),
        "datanet.governance.faucet-open", FAUCET_OPEN);
  }
}
