package org.datanet.governance.settlement;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.util.Arrays;
import org.datanet.governance.GovernanceProblem;
import org.datanet.governance.account.Accounts;
import org.datanet.governance.account.Balances;
import org.datanet.governance.chain.ChainClient;
import org.datanet.governance.chain.ChainIntents;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.governance.chain.ContractCall;
import org.datanet.governance.chain.IntentRequest;
import org.datanet.governance.chain.Words;
import org.datanet.governance.contract.Abi;
import org.datanet.governance.contract.ContractName;
import org.datanet.governance.contract.Contracts;
import org.datanet.governance.keystore.Eip712;
import org.datanet.governance.keystore.KeyOwner;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;

/// Prepaid escrow: one deposit, then any number of calls without a prompt. The payer is always the
/// user's kept account.
@ApplicationScoped
public class Escrow {

  private static final TokenAmount GAS_RESERVE = TokenAmount.ofOpen("0.1");
  private static final BigInteger NEVER = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
  private static final String PERMIT_TYPE =
      "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)";

  private final ChainIntents intents;
  private final ChainClient chain;
  private final Contracts contracts;
  private final Accounts accounts;
  private final Balances balances;

  Escrow(
      ChainIntents intents,
      ChainClient chain,
      Contracts contracts,
      Accounts accounts,
      Balances balances) {
    this.intents = intents;
    this.chain = chain;
    this.contracts = contracts;
    this.accounts = accounts;
    this.balances = balances;
  }

  /// Deposits from the user's kept account: wrapped OPEN where there is enough of it, else native
  /// OPEN, wrapped on the way. Returns at once; the same request key is the same deposit.
  ///
  /// @throws ProblemException `amount-invalid` for zero, `balance-short` when neither balance
  ///   suffices
  public ChainReceipt deposit(UserId user, TokenAmount amount, String requestKey) {
    if (amount.isZero()) {
      throw new ProblemException(
          GovernanceProblem.AMOUNT_INVALID, "Deposit at least 1 base unit (10^-18 OPEN).");
    }
    String key = "deposit:" + user + ":" + requestKey;
    return intents
        .find(key)
        .orElseGet(() ->
            intents.submit(
                IntentRequest.of(key, "deposit", KeyOwner.of(user), depositCall(user, amount))));
  }

  /// Reads the L2.
  public EscrowAccount account(Address payer) {
    Words words = chain.read(settlement(), Abi.call("accountOf(address)", Abi.address(payer)));
    return new EscrowAccount(words.amount(0), words.amount(1), words.amount(2));
  }

  /// The account whose escrow pays for the user's calls.
  public Address payerOf(UserId user) {
    return accounts.keptAddressOf(user);
  }

  /// Signs that of the user's escrow this much may be taken in all.
  public Voucher voucher(UserId user, TokenAmount cumulative) {
    Address payer = payerOf(user);
    Hash domain = Eip712.domain("Datanet Settlement", "1", chain.chainId(), settlement());
    Hash struct =
        Eip712.hash(
            Eip712.text("Voucher(address payer,uint256 cumulative)"),
            Eip712.word(payer),
            Eip712.word(cumulative.baseUnits()));
    return new Voucher(payer, cumulative, accounts.sign(user, Eip712.digest(domain, struct)));
  }

  private ContractCall depositCall(UserId user, TokenAmount amount) {
    Address payer = payerOf(user);
    accounts.awaitGift(user);
    Balances.Balance balance = balances.of(payer);
    if (balance.wrappedOpen().compareTo(amount) >= 0) {
      return ContractCall.of(settlement(), depositWithPermit(user, payer, amount));
    }
    if (balance.nativeOpen().compareTo(amount.plus(GAS_RESERVE)) >= 0) {
      return new ContractCall(settlement(), amount.baseUnits(), Abi.call("depositNative()"));
    }
    throw new ProblemException(
        GovernanceProblem.BALANCE_SHORT,
        "The account %s holds %s native and %s wrapped OPEN, less than %s and %s for gas: send OPEN there."
            .formatted(
                payer,
                balance.nativeOpen().toOpen(),
                balance.wrappedOpen().toOpen(),
                amount.toOpen(),
                GAS_RESERVE.toOpen()));
  }

  private String depositWithPermit(UserId user, Address payer, TokenAmount amount) {
    byte[] signature = accounts.sign(user, permitDigest(payer, amount)).bytes();
    return Abi.call(
        "depositWithPermit(uint256,uint256,uint8,bytes32,bytes32)",
        Abi.uint256(amount),
        new Uint256(NEVER),
        new Uint8(signature[64]),
        new Bytes32(Arrays.copyOfRange(signature, 0, 32)),
        new Bytes32(Arrays.copyOfRange(signature, 32, 64)));
  }

  /// ERC-2612.
  private Hash permitDigest(Address owner, TokenAmount amount) {
    Address token = contracts.addressOf(ContractName.WRAPPED_OPEN);
    Hash domain = chain.read(token, Abi.call("DOMAIN_SEPARATOR()")).hash(0);
    BigInteger nonce = chain.read(token, Abi.call("nonces(address)", Abi.address(owner))).uint(0);
    Hash struct =
        Eip712.hash(
            Eip712.text(PERMIT_TYPE),
            Eip712.word(owner),
            Eip712.word(settlement()),
            Eip712.word(amount.baseUnits()),
            Eip712.word(nonce),
            Eip712.word(NEVER));
    return Eip712.digest(domain, struct);
  }

  private Address settlement() {
    return contracts.addressOf(ContractName.SETTLEMENT);
  }
}
