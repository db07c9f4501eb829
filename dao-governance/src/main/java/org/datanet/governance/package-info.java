/// Datanet's hand on the L2: settings and problems shared by its features.
@NullMarked
package org.datanet.governance;

import org.jspecify.annotations.NullMarked;
