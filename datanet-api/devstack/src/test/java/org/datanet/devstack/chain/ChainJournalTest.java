package org.datanet.devstack.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.process.DetachedProcess;
import org.datanet.devstack.process.Launch;
import org.datanet.devstack.stack.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real anvil that is killed.
@Tag("stack")
class ChainJournalTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();

  /// Foundry's first development account, funded here only.
  private static final String SENDER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  private static final String RECEIVER = "0x00000000000000000000000000000000000000bb";

  /// Two transfers of 5 base units from SENDER to RECEIVER on chain 10100, nonces 0 and 1, signed
  /// once with cast.
  private static final String FIRST =
      "0xf8668085174876e8008252089400000000000000000000000000000000000000bb0580824f0ba03fee1a5b78"
          + "1a05335a52cf94e6a8010651816f47ce7ec8d2c6a1630137c23582a07e14357e3363c6fe85451d47e020402"
          + "03b07f2bc443f6f523609c78072022472";

  private static final String SECOND =
      "0xf8660185174876e8008252089400000000000000000000000000000000000000bb0580824f0ba016b30ce7b7"
          + "b45a0b33c8915ca33891bc119f16438aacd0760c449f865a35f56ea01bcb1cea789479e763a7c3776b08c6c"
          + "024aaec922bd937343f1976284b5147e0";

  @TempDir private Path folder;
  private Ports ports = new Ports(Map.of());
  private List<ProcessHandle> nodes = List.of();

  @BeforeEach
  void needsAnvil() throws Exception {
    assumeThat(Files.isExecutable(new Workspace(ROOT, folder).foundry("anvil")))
        .as("contracts/node_modules is missing: run npm ci in contracts")
        .isTrue();
    ports = Ports.keepOrChoose(List.of("l2-node", "l2"), Map.of(), Set.of());
  }

  @AfterEach
  void leavesNoNode() {
    nodes.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void givesANodeThatWasKilledItsAcceptedTransactionsBack() throws Exception {
    ProcessHandle node = startNode();
    HttpServer journal = startJournal();
    String first = endpoint().call("eth_sendRawTransaction", FIRST).asText();
    awaitReceipt(first);
    String second = endpoint().call("eth_sendRawTransaction", SECOND).asText();
    long headBefore = endpoint().number("eth_blockNumber");
    node.destroyForcibly();
    node.onExit().join();
    journal.stop(0);

    startNode();
    journal = startJournal();
    try {
      awaitReceipt(first);
      awaitReceipt(second);
      assertThat(endpoint().number("eth_getBalance", RECEIVER, "latest")).isEqualTo(10);
      assertThat(endpoint().number("eth_blockNumber")).isGreaterThanOrEqualTo(headBefore);
    } finally {
      journal.stop(0);
    }
  }

  private ProcessHandle startNode() throws Exception {
    ChainNode component = new ChainNode(new Workspace(ROOT, folder), ports);
    Launch launch = component.prepare(message -> {});
    ProcessHandle node = DetachedProcess.start(launch, folder.resolve("node.log"));
    nodes = List.of(node);
    while (!answers(component)) {
      assertThat(node.isAlive()).isTrue();
      Thread.sleep(50);
    }
    return node;
  }

  private static boolean answers(ChainNode node) {
    try {
      return node.answers();
    } catch (IOException e) {
      return false;
    }
  }

  private HttpServer startJournal() throws Exception {
    Path chain = folder.resolve("chain");
    ChainJournal journal =
        new ChainJournal(
            new JsonRpc("http://127.0.0.1:" + ports.of("l2-node")),
            new TransactionLog(chain),
            new ChainSnapshot(chain),
            new ChainHead(chain.resolve("head")));
    journal.restore(SENDER, "0xde0b6b3a7640000");
    return journal.listen(ports.of("l2"));
  }

  private JsonRpc endpoint() {
    return new JsonRpc(ChainEndpoint.url(ports));
  }

  private void awaitReceipt(String transaction) throws Exception {
    while (endpoint().call("eth_getTransactionReceipt", transaction).isNull()) {
      Thread.sleep(100);
    }
  }
}
