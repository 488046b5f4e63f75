-- The record as received, as said and as it stands. Every table leads with the subject (NHS number or
-- local identifier) or NHS number where it can, so that it can be partitioned or distributed by it.

-- One row per received unit: a message, a document or a row of a file.
create table message (
  id bigint generated always as identity primary key,
  feed text not null,
  message_identifier text not null,
  hash bytea not null,
  partner text not null,
  sender text not null,
  format text not null,
  type text not null,
  stated_ms bigint not null,
  received_at text not null,
  nhs_number_status text,
  outcome text not null,
  unmapped text[] not null default '{}',
  bytes bytea not null,
  -- Exactly once: the same bytes under the same identifier on the same feed are one unit.
  unique (feed, message_identifier, hash)
);

-- What the messages said, as they said it; nothing here is ever changed.
create table fact (
  subject text not null,
  section text not null,
  partner text not null,
  -- '' for a list
  key text not null,
  stated_ms bigint not null,
  message_id bigint not null,
  ordinal integer not null,
  op text not null check (op in ('put', 'patch', 'retract', 'list')),
  list text,
  recorded_at text,
  -- put: the elements; patch: the changes; list: the keys
  body text,
  primary key (subject, section, partner, key, stated_ms, message_id, ordinal)
);
create index fact_list on fact (subject, section, partner, list, stated_ms, message_id, ordinal) where op = 'list';

-- The record as it stands: what the facts of one key come to.
create table entry (
  subject text not null,
  -- a section, or 'involvement'
  section text not null,
  partner text not null,
  key text not null,
  id uuid not null,
  state text not null check (state in ('current', 'retracted', 'ended', 'joined')),
  sensitive boolean not null,
  starts_ms bigint,
  ends_ms bigint,
  list text,
  -- the last statement that shaped it
  stated_ms bigint not null,
  message_id bigint not null,
  ordinal integer not null,
  -- the entry as it is handed out, JSON
  document text,
  primary key (subject, section, partner, key)
);

-- Which identifiers a source gives for the same person, and which were merged.
create table identity_edge (
  subject text not null,
  kind text not null check (kind in ('link', 'merge')),
  partner text not null,
  leads_to text not null,
  stated_ms bigint not null,
  message_id bigint not null,
  ordinal integer not null,
  -- of an edge stated again, a link keeps its newest statement and a merge its first
  primary key (subject, kind, partner, leads_to)
);
create index identity_edge_leads_to on identity_edge (leads_to);

-- Where the edges lead; a subject without a row stands for itself alone.
create table person_subject (
  subject text primary key,
  -- the surviving NHS number, or the last local identifier where no NHS number is known
  canonical text not null,
  -- identifiers that one source has always used side by side for the person (not by merge)
  link_group text not null,
  -- every identifier that leads to the person, this one included
  subjects text[] not null
);

create table objection (
  subject text not null,
  id uuid primary key,
  sections text[],
  source_partners text[],
  recipient_partners text[],
  version integer not null,
  recorded_at text not null,
  recorded_by text not null,
  reason text,
  withdrawn_at text,
  withdrawn_by text,
  withdrawal_reason text,
  idempotency_key text not null unique,
  -- by feed only: the last statement, and whether any recorded (a lone consent is not an objection)
  stated_ms bigint,
  message_id bigint,
  recorded boolean not null default true
);
create index objection_subject on objection (subject);

create table sensitive_address (
  subject text not null,
  partner text not null,
  hidden boolean not null,
  stated_ms bigint not null,
  message_id bigint not null,
  ordinal integer not null,
  primary key (subject, partner)
);

create table feed_receipt (
  feed text primary key,
  last_received_at text not null,
  last_received_ms bigint not null
);

-- What could not be translated: a whole unit with its bytes, or a part of a unit that is kept in message.
create table quarantine (
  id bigint generated always as identity primary key,
  feed text not null,
  partner text not null,
  format text not null,
  hash bytea not null,
  code text not null,
  location text not null,
  detail text,
  received_at text not null,
  message_id bigint,
  bytes bytea,
  unique (feed, hash, code, location)
);

create table store_settings (
  name text primary key,
  value text not null
);

-- Who was shown what (R38, R39).
create table disclosure (
  nhs_number text not null,
  at_ms bigint not null,
  id uuid not null,
  user_id text not null,
  role_code text not null,
  organisation text not null,
  purpose text not null,
  document text not null,
  primary key (nhs_number, at_ms, id)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger disclosure_is_append_only before update or delete on disclosure for each row execute function refuse_change();
create trigger disclosure_is_not_truncated before truncate on disclosure for each statement execute function refuse_change();
