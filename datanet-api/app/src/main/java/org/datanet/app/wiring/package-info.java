/// Where the modules' ports meet their implementations.
@NullMarked
package org.datanet.app.wiring;

import org.jspecify.annotations.NullMarked;
