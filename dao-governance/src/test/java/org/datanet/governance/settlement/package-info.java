/// Tests of settlement.
@NullMarked
package org.datanet.governance.settlement;

import org.jspecify.annotations.NullMarked;
