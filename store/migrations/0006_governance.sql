-- What people decide about their record, and what staff claim, each with who, when and why. Nothing here is deleted but
-- the numbers of an opt-out list that a newer one replaces.

-- Every act on an objection, answer, claim or flag, as it was done. The primary key lets one act follow each version: of
-- two who decide at the same time, one finds it decided.
create table governance_act (
  subject text not null,
  about uuid not null,
  -- the version the act made
  version integer not null,
  kind text not null,
  at text not null,
  user_id text not null,
  organisation text,
  role text,
  reason text,
  -- what was asked for, to tell a repetition from another request under the same key; null: before acts were kept
  content text,
  -- led by the user
  idempotency_key text,
  primary key (subject, about, version),
  unique (subject, idempotency_key)
);
create function refuse_change_of_act() returns trigger language plpgsql as $$
begin
  raise exception 'acts of governance are append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger governance_act_is_append_only before update or delete on governance_act
  for each row execute function refuse_change_of_act();
create trigger governance_act_is_not_truncated before truncate on governance_act
  for each statement execute function refuse_change_of_act();

alter table objection add column state text not null default 'recorded'
  check (state in ('recorded', 'under-review', 'upheld', 'not-upheld'));
alter table objection add column organisation text;
alter table objection add column objector text not null default 'person' check (objector in ('person', 'parent-or-guardian'));
-- of a parent or guardian, in words
alter table objection add column relationship text;
alter table objection add column review_ground text;
alter table objection add column review_reason text;
alter table objection add column reviewed_at text;
alter table objection add column reviewed_by text;

insert into governance_act (subject, about, version, kind, at, user_id, reason, idempotency_key)
  select subject, id, 1, 'record-objection', recorded_at, recorded_by, reason,
    recorded_by || '|' || substr(idempotency_key, length('by-hand|' || subject || '|') + 1)
  from objection where idempotency_key like 'by-hand|%';

create table consent_answer (
  subject text not null,
  id uuid not null,
  answer text not null check (answer in ('given', 'refused')),
  answered_by text not null check (answered_by in ('person', 'parent-or-guardian')),
  relationship text,
  -- who asked
  organisation text not null,
  answered_ms bigint not null,
  answered_at text not null,
  recorded_by text not null,
  primary key (subject, id)
);
create trigger consent_answer_is_append_only before update or delete on consent_answer
  for each row execute function refuse_change_of_act();
create trigger consent_answer_is_not_truncated before truncate on consent_answer
  for each statement execute function refuse_change_of_act();

create table claim (
  subject text not null,
  id uuid not null,
  kind text not null check (kind in ('declared-relationship', 'emergency-override', 'without-consent')),
  user_id text not null,
  organisation text not null,
  role text,
  ground text,
  reason text not null,
  claimed_at text not null,
  from_ms bigint not null,
  until_ms bigint not null,
  version integer not null,
  reviewed_at text,
  reviewed_by text,
  outcome text check (outcome in ('justified', 'not-justified')),
  review_reason text,
  primary key (subject, id)
);
create index claim_id on claim (id);
create index claim_waiting on claim (from_ms, id) where outcome is null;

-- Flags set by staff, beside those by feed (sensitive_address); each is lifted by itself.
create table address_flag (
  subject text not null,
  id uuid not null,
  organisation text not null,
  reason text not null,
  set_at text not null,
  set_by text not null,
  version integer not null,
  lifted_at text,
  lifted_by text,
  lift_reason text,
  primary key (subject, id)
);
create index address_flag_id on address_flag (id);

-- One row for each list ever loaded; the newest of a kind and source stands.
create table opt_out_list (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('national', 'gp-dissent')),
  source text not null,
  file_name text not null,
  sha256 bytea not null,
  -- the day the list speaks of
  dated text not null,
  loaded_at text not null,
  loaded_by text not null,
  entries integer not null,
  replaced_at text
);
create unique index opt_out_list_standing on opt_out_list (kind, source) where replaced_at is null;

-- Numbers on the lists that stand.
create table opt_out (
  nhs_number text not null,
  kind text not null,
  list_id bigint not null,
  primary key (nhs_number, kind, list_id)
);

-- What one member of staff looked at.
create index disclosure_user on disclosure (user_id, at_ms);
