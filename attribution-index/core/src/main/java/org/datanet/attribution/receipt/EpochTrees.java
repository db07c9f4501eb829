package org.datanet.attribution.receipt;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.MerkleTree;
import org.datanet.kernel.TokenAmount;

/// The two trees whose roots an epoch posts on the L2; their form is in the package's description.
public final class EpochTrees {

  private static final Hash NOTHING = Hash.of(new byte[32]);

  private EpochTrees() {}

  /// Root over the cumulative credit of each account; accounts without credit are left out.
  public static Hash creditsRoot(Map<Address, TokenAmount> cumulative) {
    List<Hash> leaves = List.copyOf(leaves(cumulative).values());
    return leaves.isEmpty() ? NOTHING : new MerkleTree(leaves).root();
  }

  /// Siblings that prove an account's cumulative credit.
  ///
  /// @throws IllegalArgumentException when the account has no credit
  public static List<Hash> creditProof(Map<Address, TokenAmount> cumulative, Address account) {
    Map<Address, Hash> leaves = leaves(cumulative);
    int place = List.copyOf(leaves.keySet()).indexOf(account);
    if (place < 0) {
      throw new IllegalArgumentException("no credit of " + account);
    }
    return new MerkleTree(List.copyOf(leaves.values())).proof(place);
  }

  /// Root over receipts.
  public static Hash receiptsRoot(Collection<Hash> receiptHashes) {
    return receiptHashes.isEmpty()
        ? NOTHING
        : new MerkleTree(sorted(receiptHashes).stream().map(EpochTrees::receiptLeaf).toList())
            .root();
  }

  /// Siblings that prove that a receipt belongs to an epoch.
  ///
  /// @throws IllegalArgumentException when it does not
  public static List<Hash> receiptProof(Collection<Hash> receiptHashes, Hash receiptHash) {
    List<Hash> sorted = sorted(receiptHashes);
    int place = sorted.indexOf(receiptHash);
    if (place < 0) {
      throw new IllegalArgumentException("no receipt " + receiptHash);
    }
    return new MerkleTree(sorted.stream().map(EpochTrees::receiptLeaf).toList()).proof(place);
  }

  public static Hash receiptLeaf(Hash receiptHash) {
    return MerkleTree.leaf(receiptHash.bytes());
  }

  public static Hash creditLeaf(Address account, TokenAmount cumulative) {
    byte[] amount = cumulative.baseUnits().toByteArray();
    int signByte = amount.length > 32 ? 1 : 0;
    return MerkleTree.leaf(
        ByteBuffer.allocate(64)
            .put(12, account.bytes())
            .put(64 - amount.length + signByte, amount, signByte, amount.length - signByte)
            .array());
  }

  private static List<Hash> sorted(Collection<Hash> receiptHashes) {
    return receiptHashes.stream().sorted(Comparator.comparing(Hash::hex)).toList();
  }

  private static Map<Address, Hash> leaves(Map<Address, TokenAmount> cumulative) {
    Map<Address, Hash> leaves = new TreeMap<>(Comparator.comparing(Address::hex));
    cumulative.forEach((account, amount) -> {
      if (!amount.isZero()) {
        leaves.put(account, creditLeaf(account, amount));
      }
    });
    return leaves;
  }
}
