package org.datanet.app.metering;

import org.datanet.kernel.Address;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.RecordId;
import org.datanet.kernel.TokenAmount;
import org.jspecify.annotations.Nullable;

/// Where a part of a fee went.
///
/// @param role `contributor`, `treasury`, `model`, `stakers` or `protocol`
/// @param ppm share of the answer, for contributors
record LedgerEntry(
    String role,
    Address account,
    @Nullable ContributionId contribution,
    @Nullable RecordId record,
    @Nullable Integer ppm,
    TokenAmount amount) {}
