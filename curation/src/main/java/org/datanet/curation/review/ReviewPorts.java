package org.datanet.curation.review;

import jakarta.enterprise.context.ApplicationScoped;

/// What reviews need from the application, in one place.
@ApplicationScoped
class ReviewPorts {

  private final CurationAccess access;
  private final AnonymisedRecords records;
  private final DecisionSigner signer;
  private final ReviewOutcome outcome;

  ReviewPorts(
      CurationAccess access,
      AnonymisedRecords records,
      DecisionSigner signer,
      ReviewOutcome outcome) {
    this.access = access;
    this.records = records;
    this.signer = signer;
    this.outcome = outcome;
  }

  CurationAccess access() {
    return access;
  }

  AnonymisedRecords records() {
    return records;
  }

  DecisionSigner signer() {
    return signer;
  }

  ReviewOutcome outcome() {
    return outcome;
  }
}
