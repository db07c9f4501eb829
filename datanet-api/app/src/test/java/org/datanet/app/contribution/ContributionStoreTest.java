package org.datanet.app.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.datanet.app.contribution.Contribution.State;
import org.datanet.app.jobs.AppOnDatabase;
import org.datanet.app.jobs.Database;
import org.datanet.curation.review.Decision;
import org.datanet.curation.review.DecisionKind;
import org.datanet.kernel.Address;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.RecordId;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.TrainingRunId;
import org.datanet.kernel.UserId;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AppOnDatabase.class)
class ContributionStoreTest {

  private static final Instant DECIDED = Instant.parse("2026-02-03T04:05:06Z");

  @Inject ContributionStore store;
  @Inject Contributions contributions;
  @Inject Database database;

  private final UUID contributor = UUID.randomUUID();
  private final DatanetId datanet = new DatanetId(UUID.randomUUID());

  @Test
  void appliesADecisionOnce() {
    ContributionId id = stored(State.IN_REVIEW, 2);

    contributions.decided(decision(id, DecisionKind.ACCEPT, DECIDED));
    contributions.decided(decision(id, DecisionKind.ACCEPT, DECIDED.plusSeconds(60)));

    assertThat(contributions.get(id).state()).isEqualTo(State.ACCEPTED);
    assertThat(store.accepted(datanet))
        .hasSize(2)
        .allMatch(record -> record.acceptedAt().equals(DECIDED));
  }

  @Test
  void keepsTheTimeOfADecisionWhenTheRowChangesLater() {
    ContributionId id = stored(State.IN_REVIEW, 1);
    contributions.decided(decision(id, DecisionKind.ACCEPT, DECIDED));

    store.change(id, List.of(State.ACCEPTED), row -> row.progressNote = "later");

    assertThat(contributions.get(id).updatedAt()).isAfter(DECIDED);
    assertThat(store.accepted(datanet)).allMatch(record -> record.acceptedAt().equals(DECIDED));
  }

  @Test
  void letsADecisionBeToldAgainThatComesBeforeTheRecords() {
    ContributionId id = stored(State.ANONYMISING, 0);
    Decision decision = decision(id, DecisionKind.ACCEPT, DECIDED);

    assertThatThrownBy(() -> contributions.decided(decision))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.storeRecords(id, records(id, 2), row -> row.state = State.IN_REVIEW)).isTrue();
    contributions.decided(decision);

    assertThat(store.accepted(datanet)).hasSize(2);
  }

  @Test
  void leavesOutRejectedContributionsAndDuplicates() {
    ContributionId rejected = stored(State.IN_REVIEW, 2);
    contributions.decided(decision(rejected, DecisionKind.REJECT, DECIDED));
    ContributionId id = stored(State.IN_REVIEW, 3);
    database.run(
        "update app.record set state = 'DUPLICATE' where contribution_id = ? and ordinal = 1",
        id.value());
    contributions.decided(decision(id, DecisionKind.ACCEPT, DECIDED));

    assertThat(store.accepted(datanet))
        .extracting(record -> record.record().ordinal())
        .containsExactly(0, 2);
    assertThat(contributions.get(rejected).reasons()).isEqualTo("[\"because\"]");
  }

  @Test
  void replacesRecordsOnARepeatedRunBeforeReview() {
    ContributionId id = stored(State.ANONYMISING, 3);

    assertThat(store.storeRecords(id, records(id, 2), row -> row.recordCount = 2)).isTrue();

    assertThat(store.records(id)).hasSize(2);
    assertThat(contributions.get(id).recordCount()).isEqualTo(2);
  }

  @Test
  void leavesRecordsAloneOnceACuratorMaySeeThem() {
    ContributionId id = stored(State.IN_REVIEW, 3);
    List<RecordId> before = store.records(id).stream().map(DataRecord::id).toList();

    assertThat(store.storeRecords(id, records(id, 2), row -> row.recordCount = 2)).isFalse();

    assertThat(store.records(id)).extracting(DataRecord::id).isEqualTo(before);
  }

  @Test
  void keepsAllOldRecordsWhenOneNewRecordIsRefused() {
    ContributionId id = stored(State.ANONYMISING, 3);
    List<RecordEntity> faulty = records(id, 2);
    faulty.get(1).ordinal = 0;

    assertThatThrownBy(() -> store.storeRecords(id, faulty, row -> row.state = State.IN_REVIEW))
        .isInstanceOf(RuntimeException.class);

    assertThat(store.records(id)).hasSize(3);
    assertThat(contributions.get(id).state()).isEqualTo(State.ANONYMISING);
  }

  @Test
  void changesARowOnlyInTheExpectedStates() {
    ContributionId id = stored(State.REJECTED, 0);

    assertThat(store.change(id, List.of(State.UPLOADED), row -> row.state = State.CHECKING))
        .isFalse();
    assertThat(
            store.change(new ContributionId(UUID.randomUUID()), List.of(State.values()), row -> {}))
        .isFalse();
    assertThat(contributions.get(id).state()).isEqualTo(State.REJECTED);
  }

  @Test
  void findsTheContributionsThatAJobHasToFinish() {
    List<UUID> working =
        List.of(State.UPLOADED, State.CHECKING, State.ANONYMISING).stream()
            .map(state -> stored(state, 0).value())
            .toList();
    ContributionId resting = stored(State.IN_REVIEW, 0);

    assertThat(store.beingProcessed()).containsAll(working).doesNotContain(resting.value());
  }

  // R91
  @Test
  void showsWhatAContributionEarnedAndWhereItWasUsed() {
    ContributionId id = stored(State.ACCEPTED, 1);
    ContributionId unused = stored(State.ACCEPTED, 1);
    UUID steward = UUID.randomUUID();
    UUID version = database.version(database.datanet(steward, "1"), 1);
    UUID run = database.doneRun(steward, version);
    use(id, version);
    credit(id, 7);
    credit(id, 5);

    Contribution used = contributions.get(id);
    assertThat(used.earned()).isEqualTo(TokenAmount.of("12"));
    assertThat(used.versions()).containsExactly(new DatasetVersionId(version));
    assertThat(used.trainings()).containsExactly(new TrainingRunId(run));
    assertThat(contributions.get(unused).trainings()).isEmpty();
    assertThat(contributions.mine(new UserId(contributor))).hasSize(2);
  }

  private void use(ContributionId id, UUID version) {
    database.run(
        "insert into app.version_record values (?, 0, ?, ?, ?, ?)",
        version,
        store.records(id).getFirst().id().value(),
        id.value(),
        contributor,
        "0x" + "2".repeat(40));
  }

  private void credit(ContributionId id, long amount) {
    database.run(
        "insert into app.ledger_entry(call_id, role, account, contribution_id, amount, at)"
            + " values (?, 'contributor', 'x', ?, ?, now())",
        UUID.randomUUID(),
        id.value(),
        amount);
  }

  private Decision decision(ContributionId id, DecisionKind kind, Instant at) {
    return new Decision(
        id,
        datanet,
        new UserId(contributor),
        new UserId(UUID.randomUUID()),
        kind,
        List.of("because"),
        at,
        "{}",
        "0x01",
        Address.of("0x" + "3".repeat(40)));
  }

  private ContributionId stored(State state, int records) {
    ContributionEntity row = new ContributionEntity();
    row.id = UUID.randomUUID();
    row.datanetId = datanet.value();
    row.contributorId = contributor;
    row.fileName = "a.txt";
    row.sizeBytes = 10;
    row.consentHash = Hash.sha256("consent").hex();
    row.licenceHash = Hash.sha256("licence").hex();
    row.state = State.ANONYMISING;
    row.uploadId = "upload";
    row.createdAt = Instant.now();
    row.updatedAt = row.createdAt;
    store.insert(row);
    ContributionId id = new ContributionId(row.id);
    store.storeRecords(id, records(id, records), each -> each.state = state);
    return id;
  }

  private List<RecordEntity> records(ContributionId id, int count) {
    return IntStream.range(0, count).mapToObj(ordinal -> record(id, ordinal)).toList();
  }

  private RecordEntity record(ContributionId id, int ordinal) {
    RecordEntity row = new RecordEntity();
    row.id = UUID.randomUUID();
    row.contributionId = id.value();
    row.datanetId = datanet.value();
    row.ordinal = ordinal;
    row.kind = "paragraph";
    row.text = "text " + ordinal;
    row.contentHash = Hash.sha256(row.text).hex();
    row.state = DataRecord.State.CLEAN;
    return row;
  }
}
