package org.datanet.curation.review;

/// Port: is told every decision at least once, in no fixed order; must be idempotent by
/// contribution and `decidedAt`. The application provides it.
public interface ReviewOutcome {

  void decided(Decision decision);
}
