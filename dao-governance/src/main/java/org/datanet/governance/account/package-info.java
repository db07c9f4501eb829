/// Every user's account on the L2: kept by the platform, or an own wallet linked by signature.
@NullMarked
package org.datanet.governance.account;

import org.jspecify.annotations.NullMarked;
