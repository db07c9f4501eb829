package org.datanet.attribution.receipt;

import java.util.ArrayList;
import java.util.List;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;

/// What an epoch must have settled, computed from receipts alone.
///
/// @param receipts receipts of the epoch
/// @param billable of these charged
/// @param fees paid by callers in the epoch
/// @param credited of these to accounts
/// @param protocol of these to the protocol: `fees = credited + protocol`
/// @param credits cumulative credit of each account up to and with the epoch, by ascending address
/// @param faults receipts that do not add up, each with the reason; empty when all do
public record SettlementReport(
    int receipts,
    int billable,
    TokenAmount fees,
    TokenAmount credited,
    TokenAmount protocol,
    List<Credit> credits,
    Hash creditsRoot,
    Hash receiptsRoot,
    List<String> faults) {

  /// The cumulative credit of an account.
  public record Credit(Address account, TokenAmount cumulative) {}

  public SettlementReport {
    credits = List.copyOf(credits);
    faults = List.copyOf(faults);
  }

  /// This report with a fault for each root that is another in the epoch.
  public SettlementReport comparedWith(EpochBundle epoch) {
    List<String> all = new ArrayList<>(faults);
    compare("credits", creditsRoot, epoch.creditsRoot(), all);
    compare("receipts", receiptsRoot, epoch.receiptsRoot(), all);
    return new SettlementReport(
        receipts, billable, fees, credited, protocol, credits, creditsRoot, receiptsRoot, all);
  }

  private static void compare(String what, Hash computed, Hash written, List<String> faults) {
    if (!computed.equals(written)) {
      faults.add(
          "the receipts give the %s root %s, the epoch says %s".formatted(what, computed, written));
    }
  }
}
