/// Constrained decoding: which tokens may come next when an answer must follow a JSON schema. A
/// schema becomes a [Language] of bytes, a language with a vocabulary becomes a [Constraint], and
/// one answer on its way through it is a [Reading].
@NullMarked
package org.datanet.inference.constrained;

import org.jspecify.annotations.NullMarked;
