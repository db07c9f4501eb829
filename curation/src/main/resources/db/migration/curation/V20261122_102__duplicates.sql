-- Raised with every change of a Datanet's fingerprints: whoever compared against an older number compares again.
create table curation.fingerprint_counter (
  datanet_id uuid primary key,
  changes    bigint not null
);

create table curation.duplicate_verdict (
  contribution_id uuid primary key,
  datanet_id      uuid not null,
  verdict         text not null
);

-- ordinal -1: the whole file; shingles: sorted 64-bit hashes of 5-word shingles, big-endian.
create table curation.fingerprint (
  contribution_id uuid    not null,
  ordinal         integer not null,
  datanet_id      uuid    not null,
  contributor_id  uuid    not null,
  text_hash       text    not null,
  shingles        bytea   not null,
  primary key (contribution_id, ordinal)
);
create index fingerprint_exact on curation.fingerprint (datanet_id, text_hash);

create table curation.band (
  datanet_id      uuid    not null,
  bucket          bigint  not null,
  contribution_id uuid    not null,
  ordinal         integer not null
);
create index band_lookup on curation.band (datanet_id, bucket);
create index band_contribution on curation.band (contribution_id);
