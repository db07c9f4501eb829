package org.datanet.attribution.chain;

/// What the transaction that posted an epoch cost on the L2.
///
/// @param gas used
/// @param bytes of call data
public record PostingCost(long gas, int bytes) {}
