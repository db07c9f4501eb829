/// Tests of keys and signatures.
@NullMarked
package org.datanet.governance.keystore;

import org.jspecify.annotations.NullMarked;
