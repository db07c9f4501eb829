package org.datanet.curation.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.datanet.kernel.Address;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// Turns records of this package into rows and back.
@ApplicationScoped
class ReviewRows {

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<List<ReviewFinding>> FINDINGS = new TypeReference<>() {};
  private static final TypeReference<List<ContributionId>> IDS = new TypeReference<>() {};

  private final ObjectMapper json;

  ReviewRows(ObjectMapper json) {
    this.json = json;
  }

  void fill(ReviewEntity row, ReviewSubmission submission, Instant at) {
    row.contributionId = submission.contribution().value();
    row.datanetId = submission.datanet().value();
    row.contributorId = submission.contributor().value();
    row.fileName = submission.fileName();
    row.language = submission.language();
    row.recordCount = submission.recordCount();
    row.findings = write(submission.findings());
    row.similarTo = write(submission.similarTo());
    row.state = ReviewState.OPEN;
    row.submittedAt = at;
  }

  DecisionEntity row(UUID id, Decision decision) {
    DecisionEntity row = new DecisionEntity();
    row.id = id;
    row.contributionId = decision.contribution().value();
    row.datanetId = decision.datanet().value();
    row.contributorId = decision.contributor().value();
    row.reviewerId = decision.reviewer().value();
    row.kind = decision.kind();
    row.reasons = write(decision.reasons());
    row.decidedAt = decision.decidedAt();
    row.canonicalJson = decision.canonicalJson();
    row.signature = decision.signature();
    row.signer = decision.signer().hex();
    return row;
  }

  Decision decision(DecisionEntity row) {
    return new Decision(
        new ContributionId(row.contributionId),
        new DatanetId(row.datanetId),
        new UserId(row.contributorId),
        new UserId(row.reviewerId),
        row.kind,
        read(row.reasons, TEXTS),
        row.decidedAt,
        row.canonicalJson,
        row.signature,
        Address.of(row.signer));
  }

  Review review(ReviewEntity row, @Nullable DecisionEntity decision) {
    return new Review(
        new ContributionId(row.contributionId),
        new DatanetId(row.datanetId),
        new UserId(row.contributorId),
        row.fileName,
        row.language,
        row.recordCount,
        read(row.findings, FINDINGS),
        read(row.similarTo, IDS),
        row.submittedAt,
        row.state,
        decision == null ? null : new UserId(decision.reviewerId),
        decision == null ? List.of() : read(decision.reasons, TEXTS),
        decision == null ? null : decision.signature,
        decision == null ? null : Address.of(decision.signer),
        decision == null ? null : decision.decidedAt);
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T read(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
