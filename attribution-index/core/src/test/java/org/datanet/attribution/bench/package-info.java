/// `./datanet bench attribution`: the speed and size of the attribution index.
@NullMarked
package org.datanet.attribution.bench;

import org.jspecify.annotations.NullMarked;
