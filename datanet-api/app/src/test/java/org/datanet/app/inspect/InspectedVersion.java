package org.datanet.app.inspect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.datanet.app.jobs.Database;
import org.datanet.app.wiring.AppConfig;
import org.datanet.attribution.index.BuildProgress;
import org.datanet.attribution.index.IndexBuilder;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.retrieval.PassageIndex;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.RecordId;

/// A registered dataset version with records and indexes, as the jobs would have left it.
public final class InspectedVersion {

  public final UUID datanet;
  public final UUID id;
  private final Database database;
  private final List<IndexedRecord> records = new ArrayList<>();

  public InspectedVersion(Database database) {
    this.database = database;
    datanet = database.datanet(UUID.randomUUID(), "1");
    id = database.version(datanet, 1);
  }

  /// An accepted record, alone in its contribution.
  ///
  /// @return the contribution
  public UUID add(UUID contributor, Address account, String text, Instant acceptedAt) {
    UUID contribution = UUID.randomUUID();
    database.run(
        "insert into app.contribution(id, datanet_id, contributor_id, file_name, size_bytes,"
            + " consent_hash, licence_hash, state, upload_id, created_at, updated_at, decided_at)"
            + " values (?, ?, ?, 'f.txt', 1, '', '', 'ACCEPTED', '', now(), now(),"
            + " cast(? as timestamptz))",
        contribution,
        datanet,
        contributor,
        acceptedAt.toString());
    UUID record = UUID.randomUUID();
    database.run(
        "insert into app.record(id, contribution_id, datanet_id, ordinal, kind, text,"
            + " content_hash, state) values (?, ?, ?, 0, 'text', ?, ?, 'CLEAN')",
        record,
        contribution,
        datanet,
        text,
        Hash.sha256(text).hex());
    records.add(new IndexedRecord(new RecordId(record), account, text, acceptedAt));
    return contribution;
  }

  public void index(AppConfig config) {
    var folder = config.dataDir().resolve("versions").resolve(id.toString());
    Hash digest = IndexBuilder.build(folder.resolve("attribution"), records, BuildProgress.SILENT);
    PassageIndex.build(folder.resolve("passages"), records);
    database.run(
        "update app.dataset_version set index_digest = ?, record_count = ? where id = ?",
        digest.hex(),
        records.size(),
        id);
  }

  /// A licence to query the Datanet.
  void license(UUID licensee) {
    license(licensee, "query");
  }

  /// @param purpose `train` or `query`
  public void license(UUID licensee, String purpose) {
    database.run(
        "insert into access_control.licence_grant(id, datanet_id, licensee_id, licensee_name,"
            + " purpose, justification, terms_hash, state, expires_at, requested_at, revision)"
            + " select ?, ?, ?, 'max', ?, '', min(hash), 'GRANTED', now() + interval '1 day',"
            + " now(), 0 from access_control.term",
        UUID.randomUUID(),
        datanet,
        licensee,
        purpose);
  }
}
