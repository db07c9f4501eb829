package org.datanet.curation.review;

/// Where a review stands; everything but `OPEN` is a decision.
public enum ReviewState {
  OPEN,
  ACCEPTED,
  REJECTED,
  SENT_BACK
}
