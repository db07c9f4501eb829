package org.datanet.devstack.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.process.Launch;
import org.datanet.devstack.process.ProcessRecord;
import org.datanet.devstack.stack.Component;
import org.datanet.devstack.stack.OwnJars;
import org.datanet.devstack.stack.Ports;
import org.datanet.devstack.stack.Secrets;
import org.datanet.devstack.stack.StackFile;
import org.datanet.devstack.stack.Steps;

/// The `ChainJournal` as a component: what the app knows as the L2's RPC address. A new chain
/// starts with 215,500,000 OPEN, the amount in circulation at genesis, on the operator's account.
public final class ChainEndpoint implements Component {
  private static final BigInteger GENESIS_BASE_UNITS =
      BigInteger.valueOf(215_500_000).multiply(BigInteger.TEN.pow(18));

  private final Workspace workspace;
  private final Ports ports;
  private final Secrets secrets;
  private final StackFile state;

  public ChainEndpoint(Workspace workspace, Ports ports, Secrets secrets, StackFile state) {
    this.workspace = workspace;
    this.ports = ports;
    this.secrets = secrets;
    this.state = state;
  }

  @Override
  public String name() {
    return "l2";
  }

  @Override
  public List<String> needs() {
    return List.of("l2-node");
  }

  /// A restarted node is an empty one: the journal has to be started again to fill it.
  @Override
  public List<String> restartsWith() {
    return List.of("l2-node");
  }

  @Override
  public int port() {
    return ports.of("l2");
  }

  @Override
  public boolean present() {
    return workspace.foundry("anvil").toFile().canExecute();
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Duration grace() {
    return Duration.ofSeconds(30);
  }

  public static String url(Ports ports) {
    return "http://127.0.0.1:" + ports.of("l2");
  }

  @Override
  public Launch prepare(Steps steps) throws IOException {
    Path folder = workspace.data("chain");
    return new Launch(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            OwnJars.classPath(),
            ChainJournal.class.getName(),
            folder.toString(),
            Integer.toString(port()),
            Integer.toString(ports.of("l2-node")),
            KeyAddress.of(secrets.hexKey("operator-key")),
            "0x" + GENESIS_BASE_UNITS.toString(16)),
        Map.of(),
        folder,
        nodeInstance());
  }

  /// Another node instance is another fingerprint, so that the journal of an earlier one is
  /// replaced.
  private String nodeInstance() throws IOException {
    ProcessRecord node = state.read().processes().get("l2-node");
    return node == null ? "" : node.pid() + " " + node.startedAtMillis();
  }

  @Override
  public boolean answers() throws IOException {
    return new JsonRpc(url(ports)).number("eth_chainId") == ChainNode.CHAIN_ID;
  }
}
