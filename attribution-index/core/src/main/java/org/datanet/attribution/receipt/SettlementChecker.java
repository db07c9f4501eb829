package org.datanet.attribution.receipt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.datanet.attribution.shares.ContributorShare;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.MerkleTree;
import org.datanet.kernel.TokenAmount;

/// Computes from receipts alone what an epoch must post and what every account may claim. It shares
/// no code with the fee split of the platform: it derives each payment again from fee, split and
/// shares with its own arithmetic and ignores the payments written in the receipt except to report
/// a difference.
public final class SettlementChecker {

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  private final Map<String, BigInteger> cumulative = new TreeMap<>();
  private final Set<String> calls = new HashSet<>();
  private final List<String> faults = new ArrayList<>();
  private BigInteger fees = BigInteger.ZERO;
  private BigInteger protocol = BigInteger.ZERO;

  private SettlementChecker() {}

  /// @param earlier all receipts of earlier epochs
  /// @param epoch the receipts of the epoch
  public static SettlementReport check(List<Receipt> earlier, List<Receipt> epoch) {
    SettlementChecker checker = new SettlementChecker();
    earlier.forEach(checker::add);
    checker.fees = BigInteger.ZERO;
    checker.protocol = BigInteger.ZERO;
    epoch.forEach(checker::add);
    return checker.report(epoch);
  }

  private void add(Receipt receipt) {
    if (!calls.add(receipt.callId().toString())) {
      faults.add("call " + receipt.callId() + " has two receipts");
      return;
    }
    Map<String, BigInteger> derived = new TreeMap<>();
    BigInteger kept = derive(receipt, derived);
    Map<String, BigInteger> written = new TreeMap<>();
    for (Payment payment : receipt.billing().payments()) {
      if (payment.kind() != Payment.Kind.PROTOCOL) {
        written.merge(payment.account().hex(), payment.amount().baseUnits(), BigInteger::add);
      }
    }
    if (!written.equals(derived)) {
      faults.add("call " + receipt.callId() + " lists payments that do not follow from its shares");
    }
    derived.forEach((account, amount) -> cumulative.merge(account, amount, BigInteger::add));
    fees = fees.add(receipt.billing().fee().baseUnits());
    protocol = protocol.add(kept);
  }

  /// Puts what each account gets into `derived`; returns what the protocol gets.
  private static BigInteger derive(Receipt receipt, Map<String, BigInteger> derived) {
    Billing billing = receipt.billing();
    Split split = billing.split();
    int[] parts = {split.modelPpm(), split.dataPpm(), split.stakersPpm(), split.protocolPpm()};
    BigInteger[] amounts = divide(billing.fee().baseUnits(), parts, MILLION);
    deriveData(receipt, amounts[1], derived);
    pay(derived, billing.payees().modelOwner(), amounts[0]);
    pay(derived, billing.payees().stakers(), amounts[2]);
    return amounts[3];
  }

  private static void deriveData(
      Receipt receipt, BigInteger amount, Map<String, BigInteger> derived) {
    List<ContributorShare> shares = receipt.attribution().shares();
    int[] ppm = new int[shares.size() + 1];
    for (int i = 0; i < shares.size(); i++) {
      ppm[i] = shares.get(i).ppm();
    }
    ppm[shares.size()] = receipt.attribution().unattributedPpm();
    BigInteger[] data = divide(amount, ppm, MILLION);
    for (int i = 0; i < shares.size(); i++) {
      pay(derived, shares.get(i).contributor(), data[i]);
    }
    List<Payees.Treasury> treasuries = receipt.billing().payees().treasuries();
    int[] equal = new int[treasuries.size()];
    Arrays.fill(equal, 1);
    BigInteger[] rest = divide(data[shares.size()], equal, BigInteger.valueOf(equal.length));
    for (int i = 0; i < rest.length; i++) {
      pay(derived, treasuries.get(i).account(), rest[i]);
    }
  }

  private static void pay(Map<String, BigInteger> derived, Address account, BigInteger amount) {
    if (amount.signum() > 0) {
      derived.merge(account.hex(), amount, BigInteger::add);
    }
  }

  /// `total * parts[i] / whole` rounded down; the units left over go one each to the largest
  /// remainders, the earlier first.
  private static BigInteger[] divide(BigInteger total, int[] parts, BigInteger whole) {
    BigInteger[] floors = new BigInteger[parts.length];
    BigInteger[] remainders = new BigInteger[parts.length];
    BigInteger left = total;
    for (int i = 0; i < parts.length; i++) {
      BigInteger product = total.multiply(BigInteger.valueOf(parts[i]));
      floors[i] = product.divide(whole);
      remainders[i] = product.mod(whole);
      left = left.subtract(floors[i]);
    }
    for (; left.signum() > 0; left = left.subtract(BigInteger.ONE)) {
      int largest = 0;
      for (int i = 1; i < parts.length; i++) {
        largest = remainders[i].compareTo(remainders[largest]) > 0 ? i : largest;
      }
      floors[largest] = floors[largest].add(BigInteger.ONE);
      remainders[largest] = BigInteger.ONE.negate();
    }
    return floors;
  }

  private SettlementReport report(List<Receipt> epoch) {
    List<SettlementReport.Credit> credits = new ArrayList<>();
    List<Hash> leaves = new ArrayList<>();
    cumulative.forEach((account, amount) -> {
      credits.add(new SettlementReport.Credit(Address.of(account), new TokenAmount(amount)));
      leaves.add(leaf(account, amount));
    });
    return new SettlementReport(
        epoch.size(),
        (int) epoch.stream().filter(receipt -> receipt.billing().billable()).count(),
        new TokenAmount(fees),
        new TokenAmount(fees.subtract(protocol)),
        new TokenAmount(protocol),
        credits,
        root(leaves),
        receiptsRoot(epoch),
        faults);
  }

  private static Hash receiptsRoot(List<Receipt> epoch) {
    return root(
        epoch.stream()
            .map(receipt -> receipt.hash().hex())
            .sorted()
            .map(hash -> MerkleTree.leaf(Hash.of(hash).bytes()))
            .toList());
  }

  private static Hash root(List<Hash> leaves) {
    return leaves.isEmpty() ? Hash.of("0x" + "0".repeat(64)) : new MerkleTree(leaves).root();
  }

  private static Hash leaf(String account, BigInteger amount) {
    String words = "0".repeat(24) + account.substring(2) + String.format("%064x", amount);
    return MerkleTree.leaf(HexFormat.of().parseHex(words));
  }
}
