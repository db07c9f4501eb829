/// Command lines for receipts and indexes; they need no platform account.
@NullMarked
package org.datanet.attribution.cli;

import org.jspecify.annotations.NullMarked;
