/// End-to-end tests on a running platform, through its public API. `./datanet test` starts a stack
/// of its own and runs them by `EndToEnd`; without a platform they are skipped.
@NullMarked
package org.datanet.demo;

import org.jspecify.annotations.NullMarked;
