create schema if not exists curation;

create table curation.review (
  contribution_id uuid primary key,
  datanet_id      uuid        not null,
  contributor_id  uuid        not null,
  file_name       text,
  language        text,
  record_count    integer     not null,
  findings        text        not null,
  similar_to      text        not null,
  state           text        not null check (state in ('OPEN', 'ACCEPTED', 'REJECTED', 'SENT_BACK')),
  submitted_at    timestamptz not null,
  decision_id     uuid
);
create index review_queue on curation.review (state, datanet_id, submitted_at);

-- Append-only: a contribution that was sent back gets a second decision later.
create table curation.decision (
  id              uuid primary key,
  contribution_id uuid        not null,
  datanet_id      uuid        not null,
  contributor_id  uuid        not null,
  reviewer_id     uuid        not null,
  kind            text        not null check (kind in ('ACCEPT', 'REJECT', 'SEND_BACK')),
  reasons         text        not null,
  decided_at      timestamptz not null,
  canonical_json  text        not null,
  signature       text        not null,
  signer          text        not null,
  told            boolean     not null
);
create index decision_untold on curation.decision (decided_at) where not told;
