package org.datanet.curation.review;

/// What a curator can decide.
public enum DecisionKind {
  ACCEPT(ReviewState.ACCEPTED),
  REJECT(ReviewState.REJECTED),
  SEND_BACK(ReviewState.SENT_BACK);

  private final ReviewState state;

  DecisionKind(ReviewState state) {
    this.state = state;
  }

  ReviewState state() {
    return state;
  }
}
