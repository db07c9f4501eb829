package org.datanet.app.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.datanet.access.decision.AccessDecisions;
import org.datanet.access.decision.AccessRequest;
import org.datanet.access.decision.Action;
import org.datanet.app.contribution.Contributions;
import org.datanet.app.contribution.DataRecord;
import org.datanet.curation.review.AnonymisedRecord;
import org.datanet.curation.review.AnonymisedRecords;
import org.datanet.curation.review.CurationAccess;
import org.datanet.curation.review.Decision;
import org.datanet.curation.review.DecisionSigner;
import org.datanet.curation.review.ReviewFinding;
import org.datanet.curation.review.ReviewOutcome;
import org.datanet.governance.account.Accounts;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;

/// What curation asks of the rest of the house.
@ApplicationScoped
class CurationPorts implements CurationAccess, DecisionSigner, AnonymisedRecords, ReviewOutcome {

  private static final TypeReference<List<ReviewFinding>> FINDINGS = new TypeReference<>() {};

  private final AccessDecisions access;
  private final Accounts accounts;
  private final Contributions contributions;
  private final ObjectMapper json;

  CurationPorts(
      AccessDecisions access, Accounts accounts, Contributions contributions, ObjectMapper json) {
    this.access = access;
    this.accounts = accounts;
    this.contributions = contributions;
    this.json = json;
  }

  @Override
  public void require(UserId curator, Set<String> roles, DatanetId datanet, String action) {
    access.require(
        AccessRequest.of(curator, roles, Action.REVIEW, datanet).on(action + "/" + datanet));
  }

  @Override
  public Signed sign(UserId user, Hash digest) {
    return new Signed(accounts.sign(user, digest).hex(), accounts.keptAddressOf(user));
  }

  @Override
  public List<AnonymisedRecord> of(ContributionId contribution) {
    return contributions.records(contribution).stream().map(this::view).toList();
  }

  private AnonymisedRecord view(DataRecord record) {
    try {
      return new AnonymisedRecord(
          record.id(),
          record.ordinal(),
          record.kind(),
          record.text(),
          json.readValue(record.findings(), FINDINGS));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored findings are always JSON", e);
    }
  }

  @Override
  public void decided(Decision decision) {
    contributions.decided(decision);
  }
}
