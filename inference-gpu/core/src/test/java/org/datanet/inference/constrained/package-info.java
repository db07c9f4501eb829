@NullMarked
package org.datanet.inference.constrained;

import org.jspecify.annotations.NullMarked;
