/// How well attribution by gradients finds what an adapter learnt from: the program behind `eval
/// attribution-gradient`.
@NullMarked
package org.datanet.demo.gradient;

import org.jspecify.annotations.NullMarked;
