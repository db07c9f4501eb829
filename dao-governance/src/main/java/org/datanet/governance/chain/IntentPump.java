package org.datanet.governance.chain;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.datanet.governance.GovernanceConfig;
import org.datanet.governance.GovernanceProblem;
import org.datanet.governance.chain.ChainClient.Mined;
import org.datanet.governance.chain.Intent.SignedTransaction;
import org.datanet.governance.chain.JsonRpcClient.RpcError;
import org.datanet.kernel.Address;
import org.datanet.kernel.ProblemException;
import org.jboss.logging.Logger;

/// Works off chain intents, one round at a time: first looks after what was sent, then sends what
/// is planned, oldest first. Nonces are given out here only.
@ApplicationScoped
class IntentPump {

  private static final Logger LOG = Logger.getLogger(IntentPump.class);

  private final IntentStore store;
  private final ChainClient chain;
  private final TransactionSigner signer;
  private final GovernanceConfig config;
  private final ReentrantLock round = new ReentrantLock();
  private long highestBlock;

  IntentPump(
      IntentStore store, ChainClient chain, TransactionSigner signer, GovernanceConfig config) {
    this.store = store;
    this.chain = chain;
    this.signer = signer;
    this.config = config;
  }

  void run() {
    exclusively(() -> {
      long block = chain.blockNumber();
      if (block < highestBlock) {
        findLost();
      }
      highestBlock = block;
      store.oldest(IntentState.SENT).forEach(intent -> follow(intent, block));
      store.oldest(IntentState.PLANNED).forEach(this::send);
    });
  }

  void recover() {
    exclusively(this::findLost);
  }

  private void exclusively(Runnable work) {
    if (!round.tryLock()) {
      return;
    }
    try {
      work.run();
    } catch (ProblemException e) {
      if (e.problem() != GovernanceProblem.CHAIN_UNAVAILABLE) {
        throw e;
      }
      LOG.debug("the L2 node does not answer; the next round tries again");
    } finally {
      round.unlock();
    }
  }

  /// The account's nonce on chain says how many of its transactions are mined: confirmed ones above
  /// it are lost, and their stored bytes are valid again.
  private void findLost() {
    for (String sender : store.senders()) {
      Address address = Address.of(sender);
      int lost = store.lost(address, chain.minedNonce(address));
      if (lost > 0) {
        LOG.warnf("the chain lost %d transactions of %s; sending them again", lost, sender);
      }
    }
  }

  private void follow(Intent intent, long block) {
    SignedTransaction signed = intent.signed().orElseThrow();
    Optional<Mined> mined = chain.mined(signed.hash());
    if (mined.isEmpty()) {
      sendAgain(intent, signed);
    } else if (!mined.get().succeeded()) {
      store.attemptFailed(intent, IntentState.FAILED, whyItFailed(intent));
    } else if (block - mined.get().block() >= config.confirmations()) {
      store.confirmed(intent, mined.get().block());
    }
  }

  private void sendAgain(Intent intent, SignedTransaction signed) {
    try {
      chain.send(signed.raw());
    } catch (RpcError e) {
      boolean outdated =
          chain.minedNonce(intent.sender()) > signed.nonce()
              && chain.mined(signed.hash()).isEmpty();
      if (outdated) { // another transaction took the nonce: these bytes can never be mined
        LOG.warnf("the nonce of %s was used elsewhere; planning it afresh", intent.key());
        store.replan(intent.key());
      }
    }
  }

  private void send(Intent intent) {
    BigInteger gas;
    try {
      gas = signer.gasFor(intent);
    } catch (RpcError e) {
      refused(intent, e);
      return;
    }
    long nonce = Math.max(chain.minedNonce(intent.sender()), store.nextNonce(intent.sender()));
    SignedTransaction signed = signer.sign(intent, nonce, gas);
    store.sent(intent, signed);
    try {
      chain.send(signed.raw());
    } catch (RpcError e) { // the next round sends the same bytes again
      LOG.warnf("the node did not take %s yet: %s", intent.key(), e.getMessage());
    }
  }

  private void refused(Intent intent, RpcError error) {
    if (isDone(intent)) {
      store.confirmed(intent, null);
    } else {
      boolean last = intent.attempts() + 1 >= config.attempts();
      store.attemptFailed(
          intent, last ? IntentState.FAILED : IntentState.PLANNED, chain.reason(error));
    }
  }

  private boolean isDone(Intent intent) {
    if (intent.done().isEmpty()) {
      return false;
    }
    DoneCheck check = intent.done().get();
    Words answer = chain.read(intent.call().to(), check.data());
    return answer.count() > check.word() && answer.hash(check.word()).equals(check.expected());
  }

  private String whyItFailed(Intent intent) {
    try {
      chain.estimateGas(intent.sender(), intent.call());
      return "reverted when mined, though it would succeed now";
    } catch (RpcError e) {
      return chain.reason(e);
    }
  }
}
