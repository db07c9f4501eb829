package org.datanet.governance.chain;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.datanet.governance.GovernanceProblem;
import org.datanet.governance.keystore.Keystore;
import org.datanet.kernel.ProblemException;

/// Transactions as durable wishes: planned in the database, sent by one serialised sender,
/// confirmed with blocks on top. The signed bytes are stored before they leave, and only those same
/// bytes are ever sent again, so a wish takes effect at most once whatever is killed in between.
@ApplicationScoped
public class ChainIntents {

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final IntentStore store;
  private final IntentPump pump;
  private final Keystore keys;

  ChainIntents(IntentStore store, IntentPump pump, Keystore keys) {
    this.store = store;
    this.pump = pump;
    this.keys = keys;
  }

  /// Plans the transaction and returns at once; the same key again changes nothing and returns how
  /// far the first is.
  ///
  /// @throws ProblemException `intent-conflict` when the key was used for another call
  public ChainReceipt submit(IntentRequest request) {
    store.insert(request, keys.addressOf(request.sender()));
    Intent intent = store.find(request.key()).orElseThrow();
    if (!intent.call().to().equals(request.call().to())) {
      throw new ProblemException(
          GovernanceProblem.INTENT_CONFLICT,
          "The key " + request.key() + " was used for another transaction; take a new one.");
    }
    return intent.receipt();
  }

  public Optional<ChainReceipt> find(String key) {
    return store.find(key).map(Intent::receipt);
  }

  /// Waits until the intent is confirmed or failed, or the time is over; works it off meanwhile.
  ///
  /// @throws ProblemException `intent-unknown`
  public ChainReceipt await(String key, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      ChainReceipt receipt = find(key).orElseThrow(() -> unknown(key));
      if (receipt.state().terminal() || System.nanoTime() >= end) {
        return receipt;
      }
      pump.run();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /// One round of sending and confirming; called about once per second. Does nothing while another
  /// round runs, and nothing when the node does not answer.
  public void pump() {
    pump.run();
  }

  /// Looks for confirmed transactions that the chain has lost (its node was killed before it stored
  /// them) and has them sent again; called at start-up.
  public void recover() {
    pump.recover();
  }

  /// Plans a failed intent afresh.
  public void retry(String key) {
    Intent intent = store.find(key).orElseThrow(() -> unknown(key));
    if (intent.state() == IntentState.FAILED) {
      store.replan(key);
    }
  }

  private static ProblemException unknown(String key) {
    return new ProblemException(
        GovernanceProblem.INTENT_UNKNOWN, "No chain intent has the key " + key + ".");
  }
}
