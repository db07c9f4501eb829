package org.datanet.curation.review;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.datanet.curation.CurationProblem;
import org.datanet.curation.PostgresResource;
import org.datanet.kernel.Address;
import org.datanet.kernel.CanonicalJson;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.RecordId;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// R15: queue, signed decisions with reasons, on record; over HTTP and a real PostgreSQL.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReviewTest {

  @Inject Reviews reviews;
  @Inject Application application;
  @Inject UuidV7 ids;
  private final UserId curator = new UserId(UUID.randomUUID());
  private final UserId contributor = new UserId(UUID.randomUUID());
  private DatanetId datanet;
  private ContributionId contribution;

  /// The application's side of the ports.
  @Singleton
  static class Application
      implements CurationAccess, AnonymisedRecords, DecisionSigner, ReviewOutcome {

    final List<Decision> told = new CopyOnWriteArrayList<>();
    volatile boolean failing;
    volatile @Nullable DatanetId closed;

    @Override
    public void require(UserId user, Set<String> roles, DatanetId datanet, String action) {
      if (datanet.equals(closed)) {
        throw new ProblemException(CurationProblem.OWN_CONTRIBUTION, "closed");
      }
    }

    @Override
    public List<AnonymisedRecord> of(ContributionId contribution) {
      return List.of(
          new AnonymisedRecord(
              RecordId.of("0192f000-0000-7000-8000-000000000000"),
              0,
              "paragraph",
              "[NAME] was seen.",
              List.of()));
    }

    @Override
    public Signed sign(UserId user, Hash digest) {
      return new Signed("0xsigned" + digest.hex(), Address.of("0x" + "ab".repeat(20)));
    }

    @Override
    public void decided(Decision decision) {
      if (failing) {
        throw new IllegalStateException("the pipeline is away");
      }
      told.add(decision);
    }
  }

  @BeforeEach
  void submit() {
    application.failing = false;
    application.told.clear();
    datanet = new DatanetId(ids.next());
    contribution = new ContributionId(ids.next());
    reviews.submit(submission());
  }

  @Test
  void showsTheQueueWithoutTheContributor() {
    as(curator)
        .get("/api/reviews?datanetId=" + datanet)
        .then()
        .statusCode(200)
        .body("$", hasSize(1))
        .body("[0].contributionId", equalTo(contribution.toString()))
        .body("[0].findings[0].code", equalTo("similar"))
        .body("[0].recordCount", equalTo(2))
        .body("[0].containsKey('contributor')", equalTo(false));
    as(contributor)
        .get("/api/reviews?datanetId=" + datanet)
        .then()
        .statusCode(200)
        .body("$", hasSize(0));
  }

  @Test
  void showsAnonymisedRecordsOfOneReview() {
    as(curator)
        .get("/api/reviews/" + contribution)
        .then()
        .statusCode(200)
        .body("state", equalTo("OPEN"))
        .body("records[0].text", equalTo("[NAME] was seen."));
  }

  @Test
  void signsStoresAndPassesOnADecision() {
    decide(curator, "ACCEPT", List.of())
        .statusCode(200)
        .body("decision", equalTo("ACCEPT"))
        .body("signature", startsWith("0xsigned"))
        .body("signer", equalTo("0x" + "ab".repeat(20)));
    Decision decision = application.told.getFirst();
    assertThat(decision.contribution()).isEqualTo(contribution);
    assertThat(decision.canonicalJson()).isEqualTo(CanonicalJson.text(decision.canonicalJson()));
    assertThat(decision.signature())
        .isEqualTo("0xsigned" + Hash.sha256(decision.canonicalJson()).hex());
    assertThat(reviews.find(contribution).orElseThrow().state()).isEqualTo(ReviewState.ACCEPTED);
  }

  @Test
  void refusesASecondDecision() {
    decide(curator, "ACCEPT", List.of()).statusCode(200);
    decide(curator, "REJECT", List.of("late"))
        .statusCode(409)
        .body("type", equalTo("review-not-open"));
    assertThat(application.told).hasSize(1);
  }

  @Test
  void wantsReasonsForARejection() {
    decide(curator, "REJECT", List.of(" "))
        .statusCode(400)
        .body("errors[0].field", equalTo("reasons"));
    decide(curator, "MAYBE", List.of())
        .statusCode(400)
        .body("errors[0].field", equalTo("decision"));
  }

  @Test
  void letsNobodyReviewTheirOwnWork() {
    decide(contributor, "ACCEPT", List.of())
        .statusCode(403)
        .body("type", equalTo("own-contribution"));
    as(contributor).get("/api/reviews/" + contribution).then().statusCode(403);
  }

  @Test
  void asksTheAccessPortForEveryDatanet() {
    application.closed = datanet;
    as(curator).get("/api/reviews?datanetId=" + datanet).then().statusCode(403);
    as(curator)
        .get("/api/reviews")
        .then()
        .statusCode(200)
        .body("contributionId", not(contribution.toString()));
    application.closed = null;
  }

  @Test
  void opensAReviewAgainThatWasSentBack() {
    decide(curator, "SEND_BACK", List.of("cut the header")).statusCode(200);
    assertThat(reviews.find(contribution).orElseThrow().reasons())
        .containsExactly("cut the header");
    reviews.submit(submission());
    assertThat(reviews.find(contribution).orElseThrow().state()).isEqualTo(ReviewState.OPEN);
    decide(curator, "ACCEPT", List.of()).statusCode(200);
    assertThat(application.told).hasSize(2);
  }

  @Test
  void leavesADecidedReviewAloneWhenItIsSubmittedAgain() {
    decide(curator, "REJECT", List.of("no")).statusCode(200);
    reviews.submit(submission());
    assertThat(reviews.find(contribution).orElseThrow().state()).isEqualTo(ReviewState.REJECTED);
  }

  @Test
  void tellsADecisionLaterWhenThePipelineWasAway() {
    application.failing = true;
    decide(curator, "ACCEPT", List.of()).statusCode(200);
    assertThat(application.told).isEmpty();
    application.failing = false;
    assertThat(reviews.tellPending()).isEqualTo(1);
    assertThat(application.told.getFirst().contribution()).isEqualTo(contribution);
    assertThat(reviews.tellPending()).isZero();
  }

  @Test
  void decidesManyAtOnceAndReportsEachFailure() {
    String unknown = ids.next().toString();
    as(curator)
        .body(
            Map.of(
                "contributionIds", List.of(contribution.toString(), unknown), "decision", "ACCEPT"))
        .post("/api/reviews/decisions")
        .then()
        .statusCode(200)
        .body("[0].decided.decision", equalTo("ACCEPT"))
        .body("[1].problem", equalTo("not-found"));
  }

  @Test
  void answers404ForUnknownAnd403ForOtherRolesAnd401ForNobody() {
    as(curator).get("/api/reviews/" + ids.next()).then().statusCode(404);
    as(curator).get("/api/reviews/no-uuid").then().statusCode(404);
    given()
        .header("X-User", curator)
        .header("X-Role", "holder")
        .get("/api/reviews")
        .then()
        .statusCode(403);
    given().get("/api/reviews").then().statusCode(401);
  }

  @Test
  void takesAWithdrawnContributionOutOfTheQueue() {
    reviews.withdraw(contribution);
    assertThat(reviews.find(contribution)).isEmpty();
  }

  private ReviewSubmission submission() {
    return new ReviewSubmission(
        contribution,
        datanet,
        contributor,
        "letter.txt",
        "en",
        2,
        List.of(new ReviewFinding("similar", "resembles another", null)),
        List.of(new ContributionId(ids.next())));
  }

  private ValidatableResponse decide(UserId user, String decision, List<String> reasons) {
    return as(user)
        .body(Map.of("decision", decision, "reasons", reasons))
        .post("/api/reviews/" + contribution + "/decision")
        .then();
  }

  private static RequestSpecification as(UserId user) {
    return given()
        .header("X-User", user.toString())
        .header("X-Role", "curator")
        .contentType("application/json");
  }
}
