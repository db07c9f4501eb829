package org.datanet.curation.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.datanet.curation.CurationProblem;
import org.datanet.kernel.CanonicalJson;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The curators' review. Decisions are signed, stored, and told to [ReviewOutcome] at least once.
/// Thread-safe; call it from a blocking thread.
@ApplicationScoped
public class Reviews {

  private static final Logger LOG = Logger.getLogger(Reviews.class);
  private static final int MOST_REASONS = 20;
  private static final int LONGEST_REASON = 2_000;

  private final ReviewStore store;
  private final ReviewPorts ports;
  private final ObjectMapper json;
  private final Clock clock;
  private final UuidV7 ids;

  Reviews(ReviewStore store, ReviewPorts ports, ObjectMapper json, Clock clock, UuidV7 ids) {
    this.store = store;
    this.ports = ports;
    this.json = json;
    this.clock = clock;
    this.ids = ids;
  }

  /// Puts an anonymised contribution into the queue; opens it again after it was sent back.
  /// Idempotent: an open or finally decided review stays as it is.
  public void submit(ReviewSubmission submission) {
    store.submit(submission, now());
  }

  /// Takes a contribution out of the queue; a decided one stays on record.
  public void withdraw(ContributionId contribution) {
    store.withdraw(contribution);
  }

  public Optional<Review> find(ContributionId contribution) {
    return store.find(contribution);
  }

  /// The queue of a curator: oldest first, never their own work, only Datanets they may review.
  ///
  /// @param datanet null: all
  /// @throws ProblemException 403 when `datanet` is given and the curator may not review it
  public List<Review> queue(
      UserId curator, Set<String> roles, @Nullable DatanetId datanet, ReviewState state) {
    if (datanet != null) {
      ports.access().require(curator, roles, datanet, "review-list");
      return store.queue(datanet, state, curator);
    }
    List<Review> all = store.queue(null, state, curator);
    Set<DatanetId> allowed = new HashSet<>();
    all.stream()
        .map(Review::datanetId)
        .distinct()
        .filter(each -> allowed(curator, roles, each))
        .forEach(allowed::add);
    return all.stream().filter(review -> allowed.contains(review.datanetId())).toList();
  }

  private boolean allowed(UserId curator, Set<String> roles, DatanetId datanet) {
    try {
      ports.access().require(curator, roles, datanet, "review-list");
      return true;
    } catch (ProblemException _) {
      return false;
    }
  }

  /// One review with its anonymised records.
  ///
  /// @throws ProblemException 404 unknown, 403 not allowed or own work
  public ReviewDetail read(UserId curator, Set<String> roles, ContributionId contribution) {
    Review review = reviewable(curator, roles, contribution, "review-read");
    return new ReviewDetail(review, ports.records().of(contribution));
  }

  /// Decides a review.
  ///
  /// @param reasons required for `REJECT` and `SEND_BACK`; at most 20 of 2,000 characters
  /// @throws ProblemException 400 reasons missing, 403 not allowed or own work, 404 unknown, 409
  ///   decided before
  public Decision decide(
      UserId curator,
      Set<String> roles,
      ContributionId contribution,
      DecisionKind kind,
      List<String> reasons) {
    List<String> clean = validated(kind, reasons);
    Review review = reviewable(curator, roles, contribution, "review-decide");
    if (review.state() != ReviewState.OPEN) {
      throw notOpen(review);
    }
    Decision decision = signed(curator, review, kind, clean);
    UUID id = ids.next();
    if (!store.decide(id, decision)) {
      throw notOpen(review);
    }
    tell(new ReviewStore.Stored(id, decision));
    return decision;
  }

  /// Tells [ReviewOutcome] what it could not be told before (after a crash or a failure); meant to
  /// be called at start and every minute.
  ///
  /// @return how many were told
  public int tellPending() {
    return (int) store.untold().stream().filter(this::tell).count();
  }

  private boolean tell(ReviewStore.Stored stored) {
    try {
      ports.outcome().decided(stored.decision());
    } catch (RuntimeException e) {
      LOG.warnf(e, "decision %s could not be passed on; it will be tried again", stored.id());
      return false;
    }
    store.told(stored.id());
    return true;
  }

  private Review reviewable(
      UserId curator, Set<String> roles, ContributionId contribution, String action) {
    Review review =
        store
            .find(contribution)
            .orElseThrow(() ->
                new ProblemException(
                    CurationProblem.REVIEW_NOT_FOUND,
                    "No review of contribution " + contribution + "."));
    ports.access().require(curator, roles, review.datanetId(), action);
    if (review.contributor().equals(curator)) {
      throw new ProblemException(
          CurationProblem.OWN_CONTRIBUTION,
          "Contribution " + contribution + " is your own; another curator has to review it.");
    }
    return review;
  }

  private static ProblemException notOpen(Review review) {
    return new ProblemException(
        CurationProblem.REVIEW_NOT_OPEN,
        "Contribution %s was decided before; reload the queue.".formatted(review.contributionId()));
  }

  private static List<String> validated(DecisionKind kind, List<String> reasons) {
    List<String> clean =
        reasons.stream().map(String::strip).filter(reason -> !reason.isEmpty()).toList();
    boolean missing = kind != DecisionKind.ACCEPT && clean.isEmpty();
    boolean tooMuch =
        clean.size() > MOST_REASONS || clean.stream().anyMatch(r -> r.length() > LONGEST_REASON);
    if (missing || tooMuch) {
      String wanted =
          missing
              ? "give at least one reason: the contributor will read it"
              : "at most 20 reasons of 2,000 characters each";
      throw new ProblemException(
          CurationProblem.INVALID_DECISION,
          "The field reasons is not valid: " + wanted + ".",
          List.of(new FieldError("reasons", wanted)));
    }
    return clean;
  }

  private Decision signed(UserId curator, Review review, DecisionKind kind, List<String> reasons) {
    Instant at = now();
    String canonical =
        canonical(
            Map.of(
                "contributionId", review.contributionId().toString(),
                "datanetId", review.datanetId().toString(),
                "reviewerId", curator.toString(),
                "decision", kind.name(),
                "reasons", reasons,
                "decidedAt", at.toString()));
    DecisionSigner.Signed signed = ports.signer().sign(curator, Hash.sha256(canonical));
    return new Decision(
        review.contributionId(),
        review.datanetId(),
        review.contributor(),
        curator,
        kind,
        reasons,
        at,
        canonical,
        signed.signature(),
        signed.signer());
  }

  private String canonical(Map<String, Object> decision) {
    try {
      return CanonicalJson.text(json.writeValueAsString(decision));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
