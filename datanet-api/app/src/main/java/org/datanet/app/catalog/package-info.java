/// Datanets: their rules and their registration on the L2.
@NullMarked
package org.datanet.app.catalog;

import org.jspecify.annotations.NullMarked;
