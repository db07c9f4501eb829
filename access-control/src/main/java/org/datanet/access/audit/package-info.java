/// The audit trail: an append-only Merkle log (RFC 6962) of every decision about data, with proofs
/// that verify offline.
@NullMarked
package org.datanet.access.audit;

import org.jspecify.annotations.NullMarked;
