/// Calls, holds, receipts, epochs and earnings.
@NullMarked
package org.datanet.app.metering;

import org.jspecify.annotations.NullMarked;
