/// The launcher behind `./datanet`: one class per verb, and the folders of a checkout.
@NullMarked
package org.datanet.devstack;

import org.jspecify.annotations.NullMarked;
