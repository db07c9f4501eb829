/// Licences to train on or query a Datanet, from request to expiry.
@NullMarked
package org.datanet.access.grant;

import org.jspecify.annotations.NullMarked;
