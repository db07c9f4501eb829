/// The test run: every suite, one closing line.
@NullMarked
package org.datanet.devstack.check;

import org.jspecify.annotations.NullMarked;
