/// Keycloak with the realm datanet.
@NullMarked
package org.datanet.devstack.keycloak;

import org.jspecify.annotations.NullMarked;
