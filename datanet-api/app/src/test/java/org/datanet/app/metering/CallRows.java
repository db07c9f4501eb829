package org.datanet.app.metering;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.datanet.kernel.Address;
import org.datanet.kernel.CallId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.LargestRemainder;
import org.datanet.kernel.TokenAmount;
import org.jspecify.annotations.Nullable;

/// Calls, charges and ledger entries for the tests of metering.
final class CallRows {

  private static final List<String> ROLES =
      List.of("model", "contributor", "contributor", "treasury", "stakers", "protocol");

  private CallRows() {}

  static Address address(long seed) {
    byte[] bytes = new byte[20];
    new Random(seed).nextBytes(bytes);
    return Address.of("0x" + HexFormat.of().formatHex(bytes));
  }

  static Address newAddress() {
    return address(UUID.randomUUID().getMostSignificantBits());
  }

  static TokenAmount tokens(long baseUnits) {
    return new TokenAmount(BigInteger.valueOf(baseUnits));
  }

  /// A call of a payer's user, who is named by the payer's address.
  static CallEntity call(Address payer, @Nullable String key, long held) {
    CallEntity row = new CallEntity();
    row.id = UUID.randomUUID();
    row.callerId = UUID.nameUUIDFromBytes(payer.bytes());
    row.payer = payer.hex();
    row.modelId = "model:1";
    row.adapterId = UUID.randomUUID();
    row.idempotencyKey = key;
    row.requestHash = Hash.sha256("request").hex();
    row.state = Call.State.HELD;
    row.held = BigDecimal.valueOf(held);
    row.at = Instant.now();
    row.deadline = row.at.plusSeconds(60);
    return row;
  }

  static CallId id(CallEntity call) {
    return new CallId(call.id);
  }

  static CallStore.Charge charge(long fee) {
    return new CallStore.Charge(
        tokens(fee), "{\"receipt\":1}", Hash.sha256("receipt" + fee), "0x01", "{\"answer\":1}");
  }

  /// The fee in random parts for random accounts out of a few; some parts are zero.
  static List<LedgerEntry> entries(long fee, Random random) {
    List<BigInteger> weights =
        ROLES.stream().map(role -> BigInteger.valueOf(random.nextInt(4))).toList();
    List<BigInteger> some = new ArrayList<>(weights);
    some.set(random.nextInt(some.size()), BigInteger.ONE);
    List<TokenAmount> parts = LargestRemainder.split(tokens(fee), some);
    List<LedgerEntry> entries = new ArrayList<>();
    for (int i = 0; i < ROLES.size(); i++) {
      Address account = address(random.nextInt(5));
      entries.add(new LedgerEntry(ROLES.get(i), account, null, null, null, parts.get(i)));
    }
    return entries;
  }
}
