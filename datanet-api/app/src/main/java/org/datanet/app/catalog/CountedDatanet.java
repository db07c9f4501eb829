package org.datanet.app.catalog;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/// A Datanet with what it holds, which is counted when it is asked for.
///
/// @param recordCount accepted records
/// @param contributorCount those whose records they are
public record CountedDatanet(
    @JsonUnwrapped Datanet datanet, long recordCount, long contributorCount) {}
