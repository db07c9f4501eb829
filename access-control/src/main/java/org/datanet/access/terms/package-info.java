/// Consent and licence texts addressed by their hash, and what each contribution was given under.
@NullMarked
package org.datanet.access.terms;

import org.jspecify.annotations.NullMarked;
