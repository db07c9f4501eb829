/// The curators' review: queue, signed decisions, and telling the pipeline about them.
@NullMarked
package org.datanet.curation.review;

import org.jspecify.annotations.NullMarked;
