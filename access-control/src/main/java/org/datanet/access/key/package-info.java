/// Keys per contributor and Datanet: files are sealed with them, and destroying one shreds all it
/// sealed.
@NullMarked
package org.datanet.access.key;

import org.jspecify.annotations.NullMarked;
