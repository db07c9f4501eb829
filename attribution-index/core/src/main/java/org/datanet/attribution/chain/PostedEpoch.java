package org.datanet.attribution.chain;

import java.time.Instant;
import org.datanet.kernel.Hash;

/// An epoch as the settlement contract holds it.
///
/// @param postedAt time of its block
public record PostedEpoch(
    long number, Hash creditsRoot, Hash receiptsRoot, Hash dataHash, Instant postedAt) {}
