/// The words every module shares: ids, token amounts, shares, hashes, Merkle trees, problems.
@NullMarked
package org.datanet.kernel;

import org.jspecify.annotations.NullMarked;
