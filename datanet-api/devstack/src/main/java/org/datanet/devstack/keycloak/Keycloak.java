package org.datanet.devstack.keycloak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.postgres.Postgres;
import org.datanet.devstack.process.Command;
import org.datanet.devstack.process.Launch;
import org.datanet.devstack.stack.Component;
import org.datanet.devstack.stack.Http;
import org.datanet.devstack.stack.Ports;
import org.datanet.devstack.stack.PrivateFile;
import org.datanet.devstack.stack.Secrets;
import org.datanet.devstack.stack.Steps;

/// Keycloak with the realm `datanet`, on its own database. The issuer is
/// `http://localhost:PORT/realms/datanet`, the one name that browsers, the app and the tokens use.
public final class Keycloak implements Component {
  private static final List<String> BUILD_OPTIONS =
      List.of("--db=postgres", "--health-enabled=true");

  private final Workspace workspace;
  private final Ports ports;
  private final Secrets secrets;

  public Keycloak(Workspace workspace, Ports ports, Secrets secrets) {
    this.workspace = workspace;
    this.ports = ports;
    this.secrets = secrets;
  }

  @Override
  public String name() {
    return "keycloak";
  }

  @Override
  public List<String> needs() {
    return List.of("postgres");
  }

  @Override
  public int port() {
    return ports.of("keycloak");
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(4);
  }

  public static String issuer(Ports ports) {
    return "http://localhost:" + ports.of("keycloak") + "/realms/datanet";
  }

  @Override
  public Launch prepare(Steps steps) throws IOException {
    Path installed = KeycloakFiles.install(workspace, steps);
    optimise(installed, steps);
    Path server = KeycloakFiles.own(workspace, installed);
    writeRealm(server);
    return new Launch(command(server), environment(), server, "");
  }

  /// What `kc.sh start --optimized --import-realm` runs in the end. The script itself would stay as
  /// a shell around the server, and whoever kills the one would leave the other behind.
  private static List<String> command(Path server) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-Xms64m", "-Xmx384m", "-XX:MaxMetaspaceSize=256m"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED"));
    for (String opened : List.of("util", "util.concurrent", "security", "lang")) {
      command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    command.add("-Dkc.home.dir=" + server);
    command.add("-Djboss.server.config.dir=" + server.resolve("conf"));
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.add(
        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
            + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory");
    command.addAll(List.of("-cp", server.resolve("lib/quarkus-run.jar").toString()));
    command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
    command.addAll(List.of("start", "--optimized", "--import-realm"));
    return command;
  }

  /// Keycloak's build step takes half a minute and depends on version and options only.
  private void optimise(Path server, Steps steps) throws IOException {
    Path stamp = server.resolve("datanet-build-options");
    String wanted = BUILD_OPTIONS.toString();
    if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
      return;
    }
    steps.say("building its optimised start (once, about half a minute)");
    List<String> command = new ArrayList<>();
    command.add(server.resolve("bin/kc.sh").toString());
    command.add("build");
    command.addAll(BUILD_OPTIONS);
    Command.run(command, server);
    Files.writeString(stamp, wanted);
  }

  private void writeRealm(Path server) throws IOException {
    Path folder = Files.createDirectories(server.resolve("data/import"));
    String origin = "http://localhost:" + ports.of("app");
    PrivateFile.write(
        folder.resolve("datanet-realm.json"),
        RealmTemplate.render(origin, secrets.password("oidc-api-secret")));
  }

  private Map<String, String> environment() throws IOException {
    Map<String, String> values = new HashMap<>();
    values.put("KC_HTTP_ENABLED", "true");
    values.put("KC_HTTP_HOST", "127.0.0.1");
    values.put("KC_HTTP_PORT", Integer.toString(port()));
    values.put("KC_HTTP_MANAGEMENT_PORT", Integer.toString(ports.of("keycloak-health")));
    values.put("KC_HOSTNAME", "http://localhost:" + port());
    values.put("KC_CACHE", "local");
    values.put("KC_LOG_LEVEL", "info");
    values.put(
        "KC_DB_URL",
        "jdbc:postgresql://127.0.0.1:" + ports.of("postgres") + "/" + Postgres.KEYCLOAK);
    values.put("KC_DB_USERNAME", Postgres.KEYCLOAK);
    values.put("KC_DB_PASSWORD", secrets.password("database-" + Postgres.KEYCLOAK));
    values.put("KC_DB_POOL_MAX_SIZE", "20");
    values.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
    values.put("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.password("keycloak-admin"));
    return values;
  }

  /// "Started" is logged long before the realm is there: the realm's discovery document is the
  /// probe.
  @Override
  public boolean answers() throws IOException {
    return Http.status(issuer(ports) + "/.well-known/openid-configuration") == 200;
  }

  @Override
  public void answered() throws IOException {
    new RealmOrigin(port(), secrets.password("keycloak-admin"))
        .allow("http://localhost:" + ports.of("app"));
  }
}
