/// `./datanet bench serve` and `./datanet bench soak`: the engine under load.
@NullMarked
package org.datanet.inference.bench;

import org.jspecify.annotations.NullMarked;
