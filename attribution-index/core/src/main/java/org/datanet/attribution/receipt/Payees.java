package org.datanet.attribution.receipt;

import java.util.List;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatanetId;

/// Accounts that are paid beside the contributors.
///
/// @param treasuries one of each Datanet behind the adapter, in the order of the receipt's
///   datasets; they share the unattributed part equally
public record Payees(
    Address modelOwner, Address stakers, Address protocol, List<Treasury> treasuries) {

  /// The account of a Datanet's community.
  public record Treasury(DatanetId datanetId, Address account) {}

  public Payees {
    treasuries = List.copyOf(treasuries);
    if (treasuries.isEmpty()) {
      throw new IllegalArgumentException(
          "at least one Datanet's treasury receives the unattributed part");
    }
  }
}
