/// Immutable dataset versions, their Merkle root and their indexes.
@NullMarked
package org.datanet.app.version;

import org.jspecify.annotations.NullMarked;
