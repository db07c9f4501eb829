/// Talks to the L2 node: calls, and transactions as durable intents that take effect exactly once.
@NullMarked
package org.datanet.governance.chain;

import org.jspecify.annotations.NullMarked;
