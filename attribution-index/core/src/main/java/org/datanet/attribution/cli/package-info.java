/// Command line for receipts; needs no platform account.
@NullMarked
package org.datanet.attribution.cli;

import org.jspecify.annotations.NullMarked;
