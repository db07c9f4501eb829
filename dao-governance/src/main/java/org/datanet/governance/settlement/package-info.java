/// Escrow, vouchers, epochs, claims and the signature under receipts.
@NullMarked
package org.datanet.governance.settlement;

import org.jspecify.annotations.NullMarked;
