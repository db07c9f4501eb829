package org.datanet.curation.duplicates;

/// The statements of [DuplicateStore]. Parts travel as one JSON array, so that each statement is
/// one round trip; the inner `cast(… as text)` keeps the driver from quoting the array as a JSON
/// string.
final class DuplicateSql {

  private static final String PARTS =
      "jsonb_to_recordset(cast(cast(:parts as text) as jsonb))"
          + " as p(ordinal int, hash text, shingles text, buckets jsonb)";

  static final String VERDICT =
      "select verdict from curation.duplicate_verdict where contribution_id = :contribution";

  static final String ADD_COUNTER =
      "insert into curation.fingerprint_counter (datanet_id, changes) values (:datanet, 0)"
          + " on conflict do nothing";

  static final String CHANGES =
      "select changes from curation.fingerprint_counter where datanet_id = :datanet";

  static final String RAISE_COUNTER =
      "update curation.fingerprint_counter set changes = changes + 1"
          + " where datanet_id = :datanet and changes = :changes";

  static final String SAME =
      """
      select distinct on (f.text_hash)
        f.text_hash, cast(f.contribution_id as text), cast(f.contributor_id as text), f.ordinal
      from curation.fingerprint f join %s on p.hash = f.text_hash
      where f.datanet_id = :datanet and f.contribution_id <> :contribution
      order by f.text_hash, f.contribution_id, f.ordinal
      """
          .formatted(PARTS);

  static final String NEAR =
      """
      with hit as (
        select p.ordinal as mine, b.contribution_id, b.ordinal, count(*) as shared
        from %s cross join lateral jsonb_array_elements_text(p.buckets) as e(bucket)
        join curation.band b on b.datanet_id = :datanet and b.bucket = cast(e.bucket as bigint)
        where b.contribution_id <> :contribution and (b.ordinal < 0) = (p.ordinal < 0)
        group by p.ordinal, b.contribution_id, b.ordinal),
      best as (
        select *, row_number() over
          (partition by mine order by shared desc, contribution_id, ordinal) as place
        from hit)
      select best.mine, cast(f.contribution_id as text), cast(f.contributor_id as text), f.ordinal,
        encode(f.shingles, 'base64')
      from best join curation.fingerprint f
        on f.contribution_id = best.contribution_id and f.ordinal = best.ordinal
      where best.place <= case when best.mine < 0 then 20 else 3 end
      """
          .formatted(PARTS);

  static final String ADD_VERDICT =
      "insert into curation.duplicate_verdict (contribution_id, datanet_id, verdict)"
          + " values (:contribution, :datanet, :verdict) on conflict do nothing";

  static final String ADD_PARTS =
      """
      insert into curation.fingerprint
        (contribution_id, ordinal, datanet_id, contributor_id, text_hash, shingles)
      select :contribution, p.ordinal, :datanet, :contributor, p.hash, decode(p.shingles, 'base64')
      from %s on conflict do nothing
      """
          .formatted(PARTS);

  static final String ADD_BANDS =
      """
      insert into curation.band (datanet_id, bucket, contribution_id, ordinal)
      select :datanet, cast(e.bucket as bigint), :contribution, p.ordinal
      from %s cross join lateral jsonb_array_elements_text(p.buckets) as e(bucket)
      """
          .formatted(PARTS);

  private DuplicateSql() {}
}
