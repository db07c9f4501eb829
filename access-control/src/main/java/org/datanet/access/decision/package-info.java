/// Who may do what with a Datanet: deny by default, each decision named after the rule that took it
/// and kept in the audit log.
@NullMarked
package org.datanet.access.decision;

import org.jspecify.annotations.NullMarked;
