/// Constrained decoding: which tokens may come next when an answer must follow a JSON schema.
@NullMarked
package org.datanet.inference.constrained;

import org.jspecify.annotations.NullMarked;
