/// What a stranger reads from the L2 to check receipts: posted epochs, registered versions, blocks.
/// JSON-RPC over HTTP, with the few calls encoded by hand (Contract ABI Specification of Solidity):
/// four bytes of Keccak-256 over the signature, then 32-byte words. Nothing is ever sent but reads.
@NullMarked
package org.datanet.attribution.chain;

import org.jspecify.annotations.NullMarked;
