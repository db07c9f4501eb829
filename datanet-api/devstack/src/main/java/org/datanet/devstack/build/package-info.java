/// Building what is not built: contracts, portal, Java modules.
@NullMarked
package org.datanet.devstack.build;

import org.jspecify.annotations.NullMarked;
