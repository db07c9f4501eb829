/// How every `./datanet bench` and `./datanet eval` reports what it measured.
@NullMarked
package org.datanet.devstack.measure;

import org.jspecify.annotations.NullMarked;
