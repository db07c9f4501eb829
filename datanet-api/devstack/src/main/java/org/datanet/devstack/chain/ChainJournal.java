package org.datanet.devstack.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/// The L2 endpoint of the stack: a process in front of anvil that writes every signed transaction
/// to disk before the node sees it and takes a snapshot of the chain now and then. A node that lost
/// its memory gets the snapshot back and then the transactions, in order; block times and hashes of
/// replayed ones differ, senders, nonces and transaction hashes do not. HTTP JSON-RPC only.
///
/// Arguments: folder, own port, the node's port, address to fund on a new chain, its balance in
/// base units as 0x-hex.
public final class ChainJournal {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SNAPSHOT_SECONDS = 20;
  private static final long IDLE_SNAPSHOT_SECONDS = 300;

  private final JsonRpc node;
  private final TransactionLog log;
  private final ChainSnapshot snapshot;
  private final ChainHead head;
  private String instance = "";
  private long snapshotAt;
  private int closedBefore;

  ChainJournal(JsonRpc node, TransactionLog log, ChainSnapshot snapshot, ChainHead head) {
    this.node = node;
    this.log = log;
    this.snapshot = snapshot;
    this.head = head;
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    ChainJournal journal =
        new ChainJournal(
            new JsonRpc("http://127.0.0.1:" + arguments[2]),
            new TransactionLog(folder),
            new ChainSnapshot(folder),
            new ChainHead(folder.resolve("head")));
    journal.restore(arguments[3], arguments[4]);
    HttpServer server = journal.listen(Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> journal.end(server)));
    journal.snapshotNowAndThen();
  }

  /// Gives an empty node its chain back; leaves a node that still has its chain alone but for
  /// transactions that were logged and never reached it.
  void restore(String account, String balance) throws IOException {
    boolean empty = node.call("eth_getBalance", account, "latest").asText().equals("0x0");
    if (empty) {
      Optional<String> dump = snapshot.read();
      if (dump.isPresent()) {
        node.call("anvil_loadState", dump.get());
        catchUp();
      } else {
        node.call("anvil_setBalance", account, balance);
        snapshot.write(node.call("anvil_dumpState").asText());
      }
    }
    instance = instance();
    replay(log.transactions());
  }

  /// Whoever reads the chain by block number must never see it shrink: mines up to the last head
  /// that was seen.
  private void catchUp() throws IOException {
    long missing = head.read() - node.number("eth_blockNumber");
    if (missing > 0) {
      node.call("anvil_mine", "0x" + Long.toHexString(missing));
    }
  }

  /// anvil gives itself a new name at each start.
  private String instance() throws IOException {
    return node.call("anvil_metadata").path("instanceId").asText();
  }

  private void replay(List<String> transactions) throws IOException {
    int taken = 0;
    for (String transaction : transactions) {
      try {
        node.call("eth_sendRawTransaction", transaction);
        taken++;
      } catch (IOException e) {
        // In the chain already: its nonce is used up, or the node holds it in its pool.
        continue;
      }
    }
    System.out.println(taken + " of " + transactions.size() + " logged transactions replayed");
    if (taken > 0) {
      awaitBlocks(3);
    }
  }

  private void awaitBlocks(int count) throws IOException {
    long target = node.number("eth_blockNumber") + count;
    while (node.number("eth_blockNumber") < target) {
      pause(200);
    }
  }

  HttpServer listen(int port) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      int status = 200;
      byte[] response;
      try {
        keep(JSON.readTree(request));
        response = node.forward(request);
      } catch (IOException e) {
        status = 502;
        response = failure(String.valueOf(e.getMessage()));
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, response.length);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(response);
      }
    }
  }

  private static byte[] failure(String message) throws IOException {
    var answer = JSON.createObjectNode().put("jsonrpc", "2.0").putNull("id");
    answer.putObject("error").put("code", -32000).put("message", message);
    return JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
  }

  private void keep(JsonNode request) throws IOException {
    if (request.isArray()) {
      for (JsonNode one : request) {
        keep(one);
      }
    } else if (request.path("method").asText().equals("eth_sendRawTransaction")) {
      String transaction = request.path("params").path(0).asText();
      if (transaction.matches("0x[0-9a-fA-F]+")) {
        log.append(transaction);
      }
    }
  }

  private void snapshotNowAndThen() throws IOException {
    for (long second = 1; !Thread.currentThread().isInterrupted(); second++) {
      pause(1000);
      try {
        head.write(node.number("eth_blockNumber"));
        if (second % SNAPSHOT_SECONDS == 0) {
          snapshotIfDue(second);
        }
      } catch (IOException e) {
        System.out.println("the node does not answer: " + e.getMessage());
      }
    }
  }

  /// When transactions came, or else every five minutes, so that few blocks are missing after a
  /// crash.
  private synchronized void snapshotIfDue(long second) throws IOException {
    if (log.appended() > snapshotAt || second % IDLE_SNAPSHOT_SECONDS == 0) {
      long upTo = log.appended();
      takeSnapshot();
      snapshotAt = upTo;
    }
  }

  private synchronized void takeSnapshot() throws IOException {
    int closed = log.rotate();
    awaitBlocks(2);
    if (!instance().equals(instance)) {
      throw new IOException("the node was restarted and lost its chain; restart the journal too");
    }
    snapshot.write(node.call("anvil_dumpState").asText());
    log.forget(closedBefore);
    closedBefore = closed;
  }

  private void end(HttpServer server) {
    server.stop(1);
    try {
      takeSnapshot();
      log.close();
    } catch (IOException e) {
      System.out.println("no snapshot at the end: " + e.getMessage());
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
