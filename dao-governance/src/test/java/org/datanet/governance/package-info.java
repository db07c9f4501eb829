/// Tests against a real L2 node and a real PostgreSQL.
@NullMarked
package org.datanet.governance;

import org.jspecify.annotations.NullMarked;
