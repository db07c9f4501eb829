package org.datanet.devstack.chain;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.process.Launch;
import org.datanet.devstack.stack.Component;
import org.datanet.devstack.stack.Ports;
import org.datanet.devstack.stack.Steps;

/// anvil as the local L2: optimism mode, a block a second, no pre-funded keys. It keeps its chain
/// in memory; the `ChainJournal` in front of it is what lasts.
public final class ChainNode implements Component {
  public static final int CHAIN_ID = 10100;

  private final Workspace workspace;
  private final int port;

  public ChainNode(Workspace workspace, Ports ports) {
    this.workspace = workspace;
    this.port = ports.of("l2-node");
  }

  @Override
  public String name() {
    return "l2-node";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public boolean present() {
    return workspace.foundry("anvil").toFile().canExecute();
  }

  @Override
  public Launch prepare(Steps steps) throws IOException {
    return new Launch(
        List.of(
            workspace.foundry("anvil").toString(),
            "--network",
            "optimism",
            "--chain-id",
            Integer.toString(CHAIN_ID),
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--block-time",
            "1",
            "--accounts",
            "0",
            "--quiet"),
        Map.of("NO_COLOR", "1"),
        workspace.data("chain"),
        "");
  }

  @Override
  public boolean answers() throws IOException {
    return new JsonRpc("http://127.0.0.1:" + port).number("eth_chainId") == CHAIN_ID;
  }
}
