/// Finds copies: exact ones by SHA-256 of the normalised text, near ones by MinHash over 5-word
/// shingles (Broder 1997) with locality-sensitive bands, then by the Jaccard index of the shingle
/// sets.
@NullMarked
package org.datanet.curation.duplicates;

import org.jspecify.annotations.NullMarked;
