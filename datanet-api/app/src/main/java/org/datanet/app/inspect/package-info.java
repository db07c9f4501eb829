/// The Inspector: whose data a text repeats, without a call and without a fee.
@NullMarked
package org.datanet.app.inspect;

import org.jspecify.annotations.NullMarked;
