package org.datanet.attribution.receipt;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.datanet.kernel.Hash;

/// The receipts of an epoch that an audit looks at, drawn from the hash of a block that nobody knew
/// when the epoch was posted: each receipt gets the number `keccak256(block ‖ receiptHash)`, and
/// those with the smallest numbers are drawn, without replacement. Anybody computes the same
/// sample; who cannot choose the block cannot choose the sample.
///
/// @param block hash of the block
/// @param drawn receipt hashes, smallest number first
public record Sample(Hash block, List<Hash> drawn) {

  /// The rule above, for reports.
  public static final String RULE = "smallest keccak256(block || receiptHash)";

  public Sample {
    drawn = List.copyOf(drawn);
  }

  /// @param size how many, at least 1; an epoch of fewer receipts is drawn whole
  public static Sample draw(Collection<Hash> receipts, Hash block, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a sample has at least 1 receipt, got: " + size);
    }
    Comparator<Hash> order = Comparator.comparing(receipt -> number(block, receipt).hex());
    return new Sample(block, receipts.stream().distinct().sorted(order).limit(size).toList());
  }

  private static Hash number(Hash block, Hash receipt) {
    return Hash.keccak256(ByteBuffer.allocate(64).put(block.bytes()).put(receipt.bytes()).array());
  }
}
