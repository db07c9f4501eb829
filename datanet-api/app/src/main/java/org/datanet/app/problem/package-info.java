/// Failures as RFC 9457 problem documents.
@NullMarked
package org.datanet.app.problem;

import org.jspecify.annotations.NullMarked;
