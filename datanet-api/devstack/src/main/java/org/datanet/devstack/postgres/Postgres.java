package org.datanet.devstack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.process.Command;
import org.datanet.devstack.process.DetachedProcess;
import org.datanet.devstack.process.Launch;
import org.datanet.devstack.stack.Component;
import org.datanet.devstack.stack.Ports;
import org.datanet.devstack.stack.Secrets;
import org.datanet.devstack.stack.Steps;
import org.datanet.devstack.stack.Trees;
import org.postgresql.ds.PGSimpleDataSource;

/// PostgreSQL with durable commits (fsync and synchronous_commit on), loopback only, passwords
/// required. It holds one database and one owning role each for the app (`datanet`) and for
/// Keycloak (`keycloak`).
public final class Postgres implements Component {
  public static final String APP = "datanet";
  public static final String KEYCLOAK = "keycloak";

  private final Workspace workspace;
  private final Secrets secrets;
  private final int port;

  public Postgres(Workspace workspace, Ports ports, Secrets secrets) {
    this.workspace = workspace;
    this.secrets = secrets;
    this.port = ports.of("postgres");
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public int port() {
    return port;
  }

  /// `INT` is PostgreSQL's fast shutdown: open sessions end, nothing committed is lost.
  @Override
  public String stopSignal() {
    return "INT";
  }

  @Override
  public Duration grace() {
    return Duration.ofSeconds(30);
  }

  /// After a kill -9 the next start can meet the last back ends of the old server for a moment.
  @Override
  public int attempts() {
    return 5;
  }

  @Override
  public Launch prepare(Steps steps) throws IOException {
    Path programs = PostgresBinaries.install(workspace.tools(), steps);
    Path data = workspace.home().resolve("postgres");
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      steps.say("creating the database cluster");
      initialise(programs, data);
    }
    List<String> command = new ArrayList<>(asUser());
    command.add(programs.resolve("bin/postgres").toString());
    command.addAll(List.of("-D", data.toString()));
    settings().forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
    return new Launch(command, Map.of("LC_ALL", "C"), workspace.home(), "");
  }

  private Map<String, String> settings() {
    return new TreeMap<>(
        Map.of(
            "port", Integer.toString(port),
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "fsync", "on",
            "synchronous_commit", "on",
            "max_connections", "200",
            "shared_buffers", "128MB",
            "timezone", "UTC"));
  }

  private void initialise(Path programs, Path data) throws IOException {
    secrets.password("postgres-password");
    List<String> command = new ArrayList<>(asUser());
    command.add(programs.resolve("bin/initdb").toString());
    Path beside = data.resolveSibling("postgres.new");
    Trees.delete(beside);
    Files.createDirectories(beside);
    command.addAll(
        List.of(
            "-D",
            beside.toString(),
            "-U",
            "postgres",
            "-E",
            "UTF-8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-locale",
            "--auth=scram-sha-256",
            "--pwfile=" + secrets.file("postgres-password")));
    Command.run(command, workspace.home());
    Files.move(beside, data);
  }

  /// PostgreSQL refuses to run as root; in a user namespace of its own it sees an ordinary user who
  /// owns root's files (unshare(1); the way the zonky library does it).
  private static List<String> asUser() {
    boolean root = "root".equals(System.getProperty("user.name"));
    return root && DetachedProcess.onPath("unshare") ? List.of("unshare", "-U") : List.of();
  }

  @Override
  public boolean answers() throws IOException {
    try (Connection connection = connect()) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void answered() throws IOException {
    try (Connection connection = connect()) {
      Databases.create(connection, APP, secrets.password("database-" + APP));
      Databases.create(connection, KEYCLOAK, secrets.password("database-" + KEYCLOAK));
    } catch (SQLException e) {
      throw new IOException("creating the databases: " + e.getMessage(), e);
    }
  }

  private Connection connect() throws SQLException, IOException {
    PGSimpleDataSource server = new PGSimpleDataSource();
    server.setServerNames(new String[] {"127.0.0.1"});
    server.setPortNumbers(new int[] {port});
    server.setDatabaseName("postgres");
    server.setUser("postgres");
    server.setPassword(secrets.password("postgres-password"));
    server.setConnectTimeout(3);
    server.setSocketTimeout(10);
    return server.getConnection();
  }
}
