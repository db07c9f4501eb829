@NullMarked
package org.datanet.inference.engine;

import org.jspecify.annotations.NullMarked;
