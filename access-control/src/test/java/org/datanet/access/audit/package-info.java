@NullMarked
package org.datanet.access.audit;

import org.jspecify.annotations.NullMarked;
