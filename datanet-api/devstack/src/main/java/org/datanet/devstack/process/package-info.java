/// Processes that outlive the launcher: started detached, found again by pid and start time,
/// stopped politely.
@NullMarked
package org.datanet.devstack.process;

import org.jspecify.annotations.NullMarked;
