@NullMarked
package org.datanet.access;

import org.jspecify.annotations.NullMarked;
