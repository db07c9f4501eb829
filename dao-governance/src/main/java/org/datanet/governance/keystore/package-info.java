/// Private keys of users, Datanets and the system, encrypted at rest, and what they sign.
@NullMarked
package org.datanet.governance.keystore;

import org.jspecify.annotations.NullMarked;
