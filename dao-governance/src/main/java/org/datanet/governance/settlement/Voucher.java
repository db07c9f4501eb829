package org.datanet.governance.settlement;

import org.datanet.governance.keystore.Signature;
import org.datanet.kernel.Address;
import org.datanet.kernel.TokenAmount;

/// A payer's signed promise: "of my escrow, this much in all, since ever". A later one replaces it.
public record Voucher(Address payer, TokenAmount cumulative, Signature signature) {}
