/// The story of Datanet told through its public API by the right users: real documents in, paid
/// contributors out. `./datanet demo` prints it, the end-to-end test asserts it.
@NullMarked
package org.datanet.demo;

import org.jspecify.annotations.NullMarked;
