/// The local L2: anvil in optimism mode behind a journal that loses no accepted transaction.
@NullMarked
package org.datanet.devstack.chain;

import org.jspecify.annotations.NullMarked;
