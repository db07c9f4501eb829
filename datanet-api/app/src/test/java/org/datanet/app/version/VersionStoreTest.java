package org.datanet.app.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.datanet.app.jobs.AppOnDatabase;
import org.datanet.app.jobs.Database;
import org.datanet.kernel.Address;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.MerkleTree;
import org.datanet.kernel.RecordId;
import org.datanet.kernel.UserId;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AppOnDatabase.class)
class VersionStoreTest {

  private static final Instant ACCEPTED = Instant.parse("2026-02-03T04:05:06Z");

  @Inject VersionStore store;
  @Inject Database database;

  // R3
  @Test
  void numbersVersionsWithoutGapsWhenManyAreMadeAtOnce() throws Exception {
    DatanetId datanet = datanet();
    List<VersionRecord> records = records(3);
    Callable<DatasetVersionId> insert = () -> insert(datanet, records);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<DatasetVersionId> each :
          threads.invokeAll(Stream.generate(() -> insert).limit(8).toList())) {
        each.get();
      }
    }

    assertThat(store.ofDatanet(datanet))
        .extracting(DatasetVersion::number)
        .containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
  }

  // R3
  @Test
  void givesTheSameRootForTheSameRecords() {
    DatanetId datanet = datanet();
    List<VersionRecord> records = records(5);

    Hash first = root(insert(datanet, records));
    Hash second = root(insert(datanet, records));
    Hash fewer = root(insert(datanet, records.subList(0, 4)));

    assertThat(second).isEqualTo(first);
    assertThat(fewer).isNotEqualTo(first);
  }

  // R3
  @Test
  void returnsTheFrozenRecordsInOrderWithTheTimeOfTheirAcceptance() {
    List<VersionRecord> records = records(12);

    assertThat(store.records(insert(datanet(), records))).isEqualTo(records);
  }

  // R3
  @Test
  void namesTheNewestRegisteredVersionAsParent() {
    DatanetId datanet = datanet();
    DatasetVersionId first = insert(datanet, records(1));
    DatasetVersionId second = insert(datanet, records(1));
    assertThat(store.find(second).orElseThrow().parent()).isNull();

    store.change(first, row -> row.state = DatasetVersion.State.REGISTERED);
    store.change(second, row -> row.state = DatasetVersion.State.FAILED);

    assertThat(store.find(insert(datanet, records(1))).orElseThrow().parent()).isEqualTo(first);
  }

  @Test
  void findsTheVersionsThatAJobHasToFinish() {
    DatanetId datanet = datanet();
    DatasetVersionId building = insert(datanet, records(1));
    DatasetVersionId done = insert(datanet, records(1));
    store.change(done, row -> row.state = DatasetVersion.State.REGISTERED);

    assertThat(store.beingBuilt()).contains(building.value()).doesNotContain(done.value());
    assertThat(store.contributionsOf(building)).hasSize(1);
  }

  private DatanetId datanet() {
    return new DatanetId(database.datanet(UUID.randomUUID(), "1"));
  }

  private DatasetVersionId insert(DatanetId datanet, List<VersionRecord> records) {
    DatasetVersionId id = new DatasetVersionId(UUID.randomUUID());
    store.insert(id, datanet, "note", Instant.now(), records);
    return id;
  }

  private Hash root(DatasetVersionId id) {
    return new MerkleTree(store.records(id).stream().map(VersionRecord::leaf).toList()).root();
  }

  /// Records of one accepted contribution, in the database.
  private List<VersionRecord> records(int count) {
    UUID contribution = UUID.randomUUID();
    UUID contributor = UUID.randomUUID();
    database.run(
        "insert into app.contribution(id, datanet_id, contributor_id, file_name, size_bytes,"
            + " consent_hash, licence_hash, state, upload_id, created_at, updated_at, decided_at)"
            + " values (?, ?, ?, 'a', 1, 'c', 'l', 'ACCEPTED', 'u', now(), now(),"
            + " cast(? as timestamptz))",
        contribution,
        UUID.randomUUID(),
        contributor,
        ACCEPTED.toString());
    List<VersionRecord> records = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(i -> records.add(record(i, contribution, new UserId(contributor))));
    return records;
  }

  private VersionRecord record(int position, UUID contribution, UserId contributor) {
    UUID id = UUID.randomUUID();
    database.run(
        "insert into app.record values (?, ?, ?, ?, 'row', ?, 'hash', 'CLEAN', '[]')",
        id,
        contribution,
        UUID.randomUUID(),
        position,
        "text " + position);
    return new VersionRecord(
        position,
        new RecordId(id),
        new ContributionId(contribution),
        contributor,
        Address.of("0x" + "4".repeat(40)),
        "text " + position,
        ACCEPTED);
  }
}
