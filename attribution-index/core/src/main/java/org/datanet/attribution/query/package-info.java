/// Questions to one index: how often, where, how long a match, which maximal spans. Binary search
/// over the suffix array (Manber and Myers 1993), started from the table of first ranks.
@NullMarked
package org.datanet.attribution.query;

import org.jspecify.annotations.NullMarked;
