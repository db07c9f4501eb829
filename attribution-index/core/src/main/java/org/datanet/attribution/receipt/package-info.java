/// The receipt of one call: what was asked of which model, whose data the answer comes from, and
/// who is paid how much. Canonical JSON (RFC 8785); its hash is SHA-256 of those bytes. The hash is
/// signed as EIP-712 typed data, domain `{name: "Datanet Receipt", version: "1", chainId}`, struct
/// `Receipt(bytes32 receiptHash)`. A stranger can check all of it with [ReceiptVerifier], and an
/// epoch's roots with [SettlementChecker], from files alone.
///
/// Roots of an epoch: the credits tree has a leaf `keccak256(keccak256(abi.encode(address,
/// uint256)))` an account with its cumulative credit, by ascending address; the receipts tree has a
/// leaf `keccak256(keccak256(receiptHash))` a receipt, by ascending hash. A tree of nothing has the
/// root zero.
@NullMarked
package org.datanet.attribution.receipt;

import org.jspecify.annotations.NullMarked;
