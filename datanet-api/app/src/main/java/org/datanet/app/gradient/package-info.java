/// Attribution by gradients: a run keeps the features of its records with the adapter, and an
/// answer of that adapter is compared with them when it is billed.
@NullMarked
package org.datanet.app.gradient;

import org.jspecify.annotations.NullMarked;
