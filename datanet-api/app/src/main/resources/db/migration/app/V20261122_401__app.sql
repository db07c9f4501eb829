-- Tables of the application: users, Datanets, contributions, versions, training, calls, settlement.
create schema if not exists app;

-- db-scheduler's table in the shape its version 16 documents.
create table app.scheduled_tasks (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on app.scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on app.scheduled_tasks (last_heartbeat);

create table app.app_user (
  id         uuid primary key,
  username   text        not null,
  first_seen timestamptz not null
);
create index app_user_username on app.app_user (username);

create table app.datanet (
  id         uuid primary key,
  steward_id uuid        not null,
  rules      text        not null,
  rules_hash text        not null,
  treasury   text        not null,
  state      text        not null,
  tx_hash    text,
  failure    text,
  created_at timestamptz not null
);

create table app.contribution (
  id             uuid primary key,
  datanet_id     uuid        not null,
  contributor_id uuid        not null,
  file_name      text        not null,
  size_bytes     bigint      not null,
  consent_hash   text        not null,
  licence_hash   text        not null,
  state          text        not null,
  upload_id      text        not null,
  content_hash   text,
  detected_type  text,
  language       text,
  verdict        text,
  privacy_report text,
  reasons        text        not null default '[]',
  reviewer_id    uuid,
  record_count   int         not null default 0,
  progress_done  bigint      not null default 0,
  progress_total bigint      not null default 0,
  progress_unit  text        not null default 'steps',
  progress_note  text        not null default '',
  created_at     timestamptz not null,
  updated_at     timestamptz not null
);
create index contribution_contributor on app.contribution (contributor_id, created_at);
create index contribution_datanet on app.contribution (datanet_id, state);

create table app.record (
  id              uuid primary key,
  contribution_id uuid not null,
  datanet_id      uuid not null,
  ordinal         int  not null,
  kind            text not null,
  text            text not null,
  content_hash    text not null,
  state           text not null,
  findings        text not null default '[]',
  unique (contribution_id, ordinal)
);
create index record_datanet on app.record (datanet_id, state);

create table app.dataset_version (
  id             uuid primary key,
  datanet_id     uuid        not null,
  number         int         not null,
  parent_id      uuid,
  note           text        not null,
  state          text        not null,
  record_count   int         not null default 0,
  merkle_root    text,
  index_digest   text,
  tx_hash        text,
  failure        text,
  progress_done  bigint      not null default 0,
  progress_total bigint      not null default 0,
  progress_unit  text        not null default 'records',
  progress_note  text        not null default '',
  created_at     timestamptz not null,
  unique (datanet_id, number)
);

create table app.version_record (
  version_id      uuid not null,
  position        int  not null,
  record_id       uuid not null,
  contribution_id uuid not null,
  contributor_id  uuid not null,
  contributor     text not null,
  primary key (version_id, position)
);
create index version_record_contribution on app.version_record (contribution_id);
create index version_record_record on app.version_record (record_id);

create table app.training_run (
  id               uuid primary key,
  owner_id         uuid        not null,
  name             text        not null,
  dataset_versions text        not null,
  settings         text        not null,
  state            text        not null,
  step             int         not null default 0,
  steps            int         not null default 0,
  loss_curve       text        not null default '[]',
  content_hash     text,
  base_hash        text,
  error            text,
  progress_note    text        not null default '',
  created_at       timestamptz not null,
  started_at       timestamptz,
  finished_at      timestamptz
);

create table app.adapter (
  id               uuid primary key,
  run_id           uuid        not null,
  owner_id         uuid        not null,
  name             text        not null,
  version          int         not null,
  dataset_versions text        not null,
  content_hash     text        not null,
  base_hash        text        not null,
  price            numeric(78, 0) not null,
  state            text        not null,
  tx_hash          text,
  failure          text,
  frozen_reason    text,
  created_at       timestamptz not null,
  unique (name, version),
  unique (run_id, name)
);

create table app.payer (
  address text primary key,
  user_id uuid           not null,
  held    numeric(78, 0) not null default 0 check (held >= 0),
  spent   numeric(78, 0) not null default 0 check (spent >= 0)
);

create table app.inference_call (
  id              uuid primary key,
  sequence        bigint generated always as identity,
  caller_id       uuid           not null,
  payer           text           not null,
  model_id        text           not null,
  adapter_id      uuid,
  idempotency_key text,
  request_hash    text           not null,
  state           text           not null,
  billable        boolean        not null default false,
  reason          text           not null default '',
  held            numeric(78, 0) not null,
  fee             numeric(78, 0) not null default 0,
  response        text,
  receipt         text,
  receipt_hash    text,
  signature       text,
  epoch           int,
  at              timestamptz    not null,
  deadline        timestamptz    not null,
  closed_at       timestamptz,
  unique (caller_id, idempotency_key)
);
create index inference_call_open on app.inference_call (deadline) where state = 'HELD';
create index inference_call_epoch on app.inference_call (epoch);

-- One row per movement of a charged call: what it took from the payer and to whom it went.
create table app.ledger_entry (
  id              bigint generated always as identity primary key,
  call_id         uuid           not null,
  role            text           not null,
  account         text           not null,
  contribution_id uuid,
  record_id       uuid,
  ppm             int,
  amount          numeric(78, 0) not null check (amount >= 0),
  at              timestamptz    not null
);
create index ledger_entry_account on app.ledger_entry (account);
create index ledger_entry_call on app.ledger_entry (call_id);
create index ledger_entry_contribution on app.ledger_entry (contribution_id);

create table app.epoch (
  number        int primary key,
  state         text           not null,
  credits_root  text,
  receipts_root text,
  data_hash     text,
  total         numeric(78, 0) not null default 0,
  protocol      numeric(78, 0) not null default 0,
  calls         int            not null default 0,
  tx_hash       text,
  failure       text,
  created_at    timestamptz    not null
);

-- Cumulative credit of every account at the end of an epoch: the leaves of its credits root.
create table app.epoch_credit (
  epoch      int            not null,
  position   int            not null,
  account    text           not null,
  cumulative numeric(78, 0) not null,
  primary key (epoch, account)
);

-- What each payer has to be charged on chain, cumulatively, by the end of an epoch.
create table app.epoch_charge (
  epoch      int            not null,
  payer      text           not null,
  user_id    uuid           not null,
  cumulative numeric(78, 0) not null,
  primary key (epoch, payer)
);

create table app.claim (
  id         uuid primary key,
  user_id    uuid           not null,
  account    text           not null,
  epoch      int            not null,
  cumulative numeric(78, 0) not null,
  state      text           not null,
  tx_hash    text,
  failure    text,
  created_at timestamptz    not null,
  unique (account, cumulative)
);
