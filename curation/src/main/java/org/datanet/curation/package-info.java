/// What enters a Datanet: the gate that checks files, the search for duplicates, the curators'
/// review.
@NullMarked
package org.datanet.curation;

import org.jspecify.annotations.NullMarked;
