create schema access_control;

create function access_control.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%.% is append-only', tg_table_schema, tg_table_name;
end $$;

-- The audit log: entries, the complete subtrees over them (in-order position), and one head row.
create table access_control.audit_entry (
  entry_index bigint primary key check (entry_index >= 0),
  at          timestamptz(6) not null,
  actor_id    uuid not null,
  action      varchar(255) not null,
  resource    varchar(255) not null,
  purpose     varchar(255) not null,
  decision    varchar(255) not null check (decision in ('ALLOW', 'DENY')),
  rule        varchar(255) not null,
  salt        bytea not null check (octet_length(salt) = 32),
  leaf_hash   bytea not null check (octet_length(leaf_hash) = 32)
);
create index on access_control.audit_entry (actor_id, entry_index);
create index on access_control.audit_entry (resource, entry_index);
create index on access_control.audit_entry (at);

create table access_control.audit_node (
  position bigint primary key,
  hash     bytea not null check (octet_length(hash) = 32)
);

create table access_control.audit_head (
  id         smallint primary key check (id = 1),
  log_size   bigint not null,
  peaks      bytea not null,
  changed_at timestamptz(6) not null
);
insert into access_control.audit_head values (1, 0, '', now());

create function access_control.refuse_shrinking() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.log_size >= old.log_size then
      return new;
    end if;
  end if;
  raise exception 'the audit log only grows';
end $$;

-- The texts people agreed to, by hash.
create table access_control.term (
  hash  varchar(66) primary key,
  draft text not null
);

create trigger audit_entry_append_only before update or delete on access_control.audit_entry
  for each row execute function access_control.refuse_change();
create trigger audit_entry_no_truncate before truncate on access_control.audit_entry
  for each statement execute function access_control.refuse_change();
create trigger audit_node_append_only before update or delete on access_control.audit_node
  for each row execute function access_control.refuse_change();
create trigger audit_node_no_truncate before truncate on access_control.audit_node
  for each statement execute function access_control.refuse_change();
create trigger audit_head_grows before update or delete on access_control.audit_head
  for each row execute function access_control.refuse_shrinking();
create trigger audit_head_no_truncate before truncate on access_control.audit_head
  for each statement execute function access_control.refuse_change();
create trigger term_append_only before update or delete on access_control.term
  for each row execute function access_control.refuse_change();
create trigger term_no_truncate before truncate on access_control.term
  for each statement execute function access_control.refuse_change();

create table access_control.consent (
  contribution_id uuid primary key,
  contributor_id  uuid not null,
  consent_hash    varchar(66) not null references access_control.term,
  licence_hash    varchar(66) not null references access_control.term,
  purposes        varchar(255) not null,
  given_at        timestamptz(6) not null,
  withdrawn_at    timestamptz(6)
);
create index on access_control.consent (contributor_id);

create table access_control.licence_grant (
  id            uuid primary key,
  datanet_id    uuid not null,
  licensee_id   uuid not null,
  licensee_name varchar(255) not null,
  purpose       varchar(255) not null,
  justification text not null,
  terms_hash    varchar(66) not null references access_control.term,
  state         varchar(255) not null
    check (state in ('REQUESTED', 'GRANTING', 'GRANTED', 'DENIED', 'REVOKED', 'EXPIRED')),
  expires_at    timestamptz(6),
  tx_hash       varchar(66),
  reason        text,
  requested_at  timestamptz(6) not null,
  decided_at    timestamptz(6),
  decided_by    uuid,
  revision      bigint not null
);
create index on access_control.licence_grant (datanet_id, state);
create index on access_control.licence_grant (licensee_id, datanet_id);

create table access_control.contributor_key (
  contributor_id uuid not null,
  datanet_id     uuid not null,
  wrapped        bytea,
  created_at     timestamptz(6) not null,
  destroyed_at   timestamptz(6),
  primary key (contributor_id, datanet_id),
  check ((wrapped is null) = (destroyed_at is not null))
);
