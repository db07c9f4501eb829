/// PostgreSQL from the zonky binaries, durable, for the stack and for tests.
@NullMarked
package org.datanet.devstack.postgres;

import org.jspecify.annotations.NullMarked;
