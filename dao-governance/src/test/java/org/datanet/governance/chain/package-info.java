/// Tests of intents at their seams.
@NullMarked
package org.datanet.governance.chain;

import org.jspecify.annotations.NullMarked;
