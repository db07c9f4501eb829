@NullMarked
package org.datanet.inference;

import org.jspecify.annotations.NullMarked;
