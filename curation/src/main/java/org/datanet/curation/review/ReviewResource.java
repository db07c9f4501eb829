package org.datanet.curation.review;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.datanet.curation.CurationProblem;
import org.datanet.kernel.Address;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;
import org.datanet.kernel.UserId;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The curators' queue over HTTP.
@Path("/api/reviews")
@RolesAllowed("curator")
@RunOnVirtualThread
public class ReviewResource {

  /// A decision on one contribution.
  public record DecisionRequest(@Nullable String decision, @Nullable List<String> reasons) {}

  /// The same decision on several contributions.
  public record BulkRequest(
      @Nullable List<String> contributionIds,
      @Nullable String decision,
      @Nullable List<String> reasons) {}

  /// A decision as it was recorded.
  public record DecisionAnswer(
      ContributionId contributionId,
      DecisionKind decision,
      List<String> reasons,
      String signature,
      Address signer,
      Instant decidedAt) {}

  /// What became of one contribution of a bulk request: `decided`, or the slug and detail of a
  /// problem.
  public record BulkAnswer(
      String contributionId,
      @Nullable DecisionAnswer decided,
      @Nullable String problem,
      @Nullable String detail) {}

  private final Reviews reviews;
  private final SecurityIdentity identity;

  ReviewResource(Reviews reviews, SecurityIdentity identity) {
    this.reviews = reviews;
    this.identity = identity;
  }

  @GET
  public List<Review> queue(
      @RestQuery @Nullable String datanetId, @RestQuery @Nullable String state) {
    return reviews.queue(caller(), identity.getRoles(), datanet(datanetId), state(state));
  }

  @GET
  @Path("/{contributionId}")
  public ReviewDetail read(@RestPath String contributionId) {
    return reviews.read(caller(), identity.getRoles(), contribution(contributionId));
  }

  @POST
  @Path("/{contributionId}/decision")
  public DecisionAnswer decide(@RestPath String contributionId, @Nullable DecisionRequest request) {
    if (request == null) {
      throw missingBody();
    }
    return decided(contributionId, kind(request.decision()), orEmpty(request.reasons()));
  }

  @POST
  @Path("/decisions")
  public List<BulkAnswer> decideAll(@Nullable BulkRequest request) {
    if (request == null) {
      throw missingBody();
    }
    DecisionKind kind = kind(request.decision());
    List<String> reasons = orEmpty(request.reasons());
    return orEmpty(request.contributionIds()).stream()
        .map(contribution -> attempted(contribution, kind, reasons))
        .toList();
  }

  private BulkAnswer attempted(String contribution, DecisionKind kind, List<String> reasons) {
    try {
      return new BulkAnswer(contribution, decided(contribution, kind, reasons), null, null);
    } catch (ProblemException e) {
      return new BulkAnswer(contribution, null, e.problem().slug(), e.detail());
    }
  }

  private DecisionAnswer decided(String contribution, DecisionKind kind, List<String> reasons) {
    Decision decision =
        reviews.decide(caller(), identity.getRoles(), contribution(contribution), kind, reasons);
    return new DecisionAnswer(
        decision.contribution(),
        decision.kind(),
        decision.reasons(),
        decision.signature(),
        decision.signer(),
        decision.decidedAt());
  }

  private static ProblemException missingBody() {
    return invalid("decision", "one of ACCEPT, REJECT, SEND_BACK");
  }

  private UserId caller() {
    return UserId.of(identity.getPrincipal().getName());
  }

  private static List<String> orEmpty(@Nullable List<String> texts) {
    return texts == null ? List.of() : texts;
  }

  private static ContributionId contribution(String text) {
    try {
      return ContributionId.of(text);
    } catch (IllegalArgumentException _) {
      throw new ProblemException(
          CurationProblem.REVIEW_NOT_FOUND, "A contribution's id is a UUID; check the address.");
    }
  }

  private static @Nullable DatanetId datanet(@Nullable String text) {
    try {
      return text == null || text.isBlank() ? null : DatanetId.of(text);
    } catch (IllegalArgumentException _) {
      throw invalid("datanetId", "the UUID of a Datanet, or nothing for all");
    }
  }

  private static ReviewState state(@Nullable String text) {
    try {
      return text == null || text.isBlank()
          ? ReviewState.OPEN
          : ReviewState.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw invalid("state", "one of OPEN, ACCEPTED, REJECTED, SENT_BACK");
    }
  }

  private static DecisionKind kind(@Nullable String text) {
    try {
      return DecisionKind.valueOf(String.valueOf(text));
    } catch (IllegalArgumentException _) {
      throw invalid("decision", "one of ACCEPT, REJECT, SEND_BACK");
    }
  }

  private static ProblemException invalid(String field, String wanted) {
    return new ProblemException(
        CurationProblem.INVALID_DECISION,
        "The field " + field + " is not valid: it must be " + wanted + ".",
        List.of(new FieldError(field, wanted)));
  }
}
