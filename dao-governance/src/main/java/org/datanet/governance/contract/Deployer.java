package org.datanet.governance.contract;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.datanet.governance.GovernanceConfig;
import org.datanet.governance.GovernanceProblem;
import org.datanet.governance.chain.ChainClient;
import org.datanet.governance.chain.ChainIntents;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.governance.chain.ContractCall;
import org.datanet.governance.chain.IntentRequest;
import org.datanet.governance.keystore.KeyOwner;
import org.datanet.governance.keystore.Keystore;
import org.datanet.governance.keystore.SystemAccount;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.jboss.logging.Logger;

/// Puts the contracts on the L2 once. Safe to call at each start: what is there stays, what a lost
/// chain state took away comes back at the same address.
@ApplicationScoped
public class Deployer {

  private static final Logger LOG = Logger.getLogger(Deployer.class);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Contracts contracts;
  private final DeploymentStore store;
  private final ConstructorArguments arguments;
  private final ChainClient chain;
  private final ChainIntents intents;
  private final Keystore keys;
  private final GovernanceConfig config;

  Deployer(
      Contracts contracts,
      DeploymentStore store,
      ConstructorArguments arguments,
      ChainClient chain,
      ChainIntents intents,
      Keystore keys,
      GovernanceConfig config) {
    this.contracts = contracts;
    this.store = store;
    this.arguments = arguments;
    this.chain = chain;
    this.intents = intents;
    this.keys = keys;
    this.config = config;
  }

  /// Returns when every contract answers.
  ///
  /// @throws ProblemException `chain-unavailable` or `call-reverted` when it cannot be done
  public void ensureDeployed() {
    config.operatorKey().ifPresent(key -> keys.importKey(KeyOwner.of(SystemAccount.OPERATOR), key));
    for (SystemAccount account : SystemAccount.values()) {
      keys.addressOf(KeyOwner.of(account));
    }
    intents.recover();
    requireGas();
    deployMissing();
  }

  private void requireGas() {
    Address operator = keys.addressOf(KeyOwner.of(SystemAccount.OPERATOR));
    if (chain.balance(operator).isZero()) {
      throw new ProblemException(
          GovernanceProblem.BALANCE_SHORT,
          "The operator account " + operator + " needs OPEN for gas: send some there.");
    }
  }

  private void deployMissing() {
    long chainId = chain.chainId();
    Hash genesis = chain.genesisHash();
    List<String> open = new ArrayList<>();
    for (ContractName name : ContractName.values()) {
      if (contracts.find(name).isEmpty()) {
        ContractCode code = ContractCode.of(name, arguments.of(name));
        store.insert(chainId, genesis, name, code.address());
        if (!chain.hasCode(code.address())) { // a new database may meet an old chain
          open.add(create(name, code));
        }
      }
    }
    open.forEach(this::awaitConfirmed);
    for (ContractName name : ContractName.values()) {
      awaitCode(name);
    }
  }

  private String create(ContractName name, ContractCode code) {
    LOG.infof("deploying %s at %s", name, code.address());
    String key = "deploy:" + name + ":" + code.address();
    KeyOwner operator = KeyOwner.of(SystemAccount.OPERATOR);
    ContractCall call = ContractCall.of(ContractCode.PROXY, code.creation());
    intents.submit(IntentRequest.of(key, "deploy", operator, call));
    return key;
  }

  /// A restart may find the address recorded and its transaction still under way.
  private void awaitCode(ContractName name) {
    Address address = contracts.addressOf(name);
    if (!chain.hasCode(address)) {
      String key = "deploy:" + name + ":" + address;
      if (intents.find(key).isEmpty()) {
        create(name, ContractCode.of(name, arguments.of(name)));
      }
      awaitConfirmed(key);
    }
  }

  private void awaitConfirmed(String key) {
    ChainReceipt receipt = intents.await(key, LIMIT);
    if (!receipt.confirmed()) {
      throw new ProblemException(
          GovernanceProblem.CHAIN_UNAVAILABLE,
          "%s is %s after %s: %s"
              .formatted(key, receipt.state(), LIMIT, receipt.error().orElse("no error")));
    }
  }
}
