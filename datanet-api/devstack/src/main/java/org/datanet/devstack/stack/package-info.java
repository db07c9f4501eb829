/// The stack: which components run, on which ports, in which order they start and stop.
@NullMarked
package org.datanet.devstack.stack;

import org.jspecify.annotations.NullMarked;
