package org.datanet.app.version;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.datanet.app.jobs.Job;
import org.datanet.app.jobs.OnChain;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.governance.registry.Registry;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.MerkleTree;

/// Builds a version: bytes → Merkle root → indexes → registration on the L2. Each part depends only
/// on the frozen records, so repeating one gives the same result.
@ApplicationScoped
class VersionBuild implements Job {

  static final String KIND = "dataset-version";

  private final VersionStore store;
  private final VersionFiles files;
  private final Registry registry;

  VersionBuild(VersionStore store, VersionFiles files, Registry registry) {
    this.store = store;
    this.files = files;
    this.registry = registry;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Next run(UUID uuid) {
    DatasetVersionId id = new DatasetVersionId(uuid);
    DatasetVersion version = store.find(id).orElseThrow();
    return switch (version.state()) {
      case BUILDING -> build(id);
      case INDEXING -> index(id);
      case REGISTERING -> register(version);
      case REGISTERED, FROZEN, FAILED -> Next.DONE;
    };
  }

  private Next build(DatasetVersionId id) {
    List<VersionRecord> records = store.records(id);
    note(id, 0, "writing records");
    files.store(id, records);
    Hash root = new MerkleTree(records.stream().map(VersionRecord::leaf).toList()).root();
    store.change(
        id,
        row -> {
          row.merkleRoot = root.hex();
          row.state = DatasetVersion.State.INDEXING;
        });
    return index(id);
  }

  private Next index(DatasetVersionId id) {
    note(id, 0, "building the suffix-array index");
    Hash digest = files.index(id, done -> note(id, done, "building the suffix-array index"));
    store.change(
        id,
        row -> {
          row.indexDigest = digest.hex();
          row.state = DatasetVersion.State.REGISTERING;
          row.progressDone = row.progressTotal;
          row.progressNote = "registering on the L2";
        });
    return register(store.find(id).orElseThrow());
  }

  private Next register(DatasetVersion version) {
    ChainReceipt receipt =
        registry.registerDatasetVersion(
            version.id(),
            version.datanetId(),
            Objects.requireNonNull(version.merkleRoot()),
            "dataset-version:" + version.id(),
            Optional.ofNullable(version.parent()));
    return OnChain.follow(
        this,
        version.id().value(),
        receipt,
        txHash ->
            store.change(
                version.id(),
                row -> {
                  row.state = DatasetVersion.State.REGISTERED;
                  row.txHash = txHash;
                  row.progressNote = "registered";
                }));
  }

  private void note(DatasetVersionId id, long done, String note) {
    store.change(
        id,
        row -> {
          row.progressDone = done;
          row.progressNote = note;
        });
  }

  @Override
  public void gaveUp(UUID id, String reason) {
    store.change(
        new DatasetVersionId(id),
        row -> {
          row.state = DatasetVersion.State.FAILED;
          row.failure = reason;
        });
  }

  @Override
  public List<UUID> unfinished() {
    return store.beingBuilt();
  }
}
