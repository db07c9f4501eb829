/// The contracts on the L2: their deployment, addresses and encoded calls.
@NullMarked
package org.datanet.governance.contract;

import org.jspecify.annotations.NullMarked;
