/// Questions to one index: how often, where, how long a match, which maximal spans, which records
/// first. Binary search over the suffix array of each segment (Manber and Myers 1993).
@NullMarked
package org.datanet.attribution.query;

import org.jspecify.annotations.NullMarked;
