/// The Datanet application as a component of the stack.
@NullMarked
package org.datanet.devstack.app;

import org.jspecify.annotations.NullMarked;
