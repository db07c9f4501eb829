package org.datanet.curation.review;

import java.util.List;
import org.datanet.kernel.ContributionId;

/// Port: the anonymised records of a contribution, in file order. The application provides it.
public interface AnonymisedRecords {

  List<AnonymisedRecord> of(ContributionId contribution);
}
