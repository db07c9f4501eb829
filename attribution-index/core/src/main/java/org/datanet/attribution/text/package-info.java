/// Text as words that stay the same under a change of case, white space or look-alike letters.
@NullMarked
package org.datanet.attribution.text;

import org.jspecify.annotations.NullMarked;
