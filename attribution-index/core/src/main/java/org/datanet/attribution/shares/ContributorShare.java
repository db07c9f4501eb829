package org.datanet.attribution.shares;

import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;

/// What part of an answer comes from a contributor's records of one dataset version.
///
/// @param ppm parts per million of the whole answer
public record ContributorShare(DatasetVersionId datasetVersionId, Address contributor, int ppm) {}
