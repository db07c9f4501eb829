/// Whose data is this? Indexes of dataset versions, spans of an answer found in them, shares of
/// their contributors, and the signed receipt that carries all of it.
@NullMarked
package org.datanet.attribution;

import org.jspecify.annotations.NullMarked;
