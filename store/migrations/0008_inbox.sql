-- What arrives, kept as it came before anything is acknowledged, and what became of it.

-- One row per arrival. Only added to; the bytes go when they have served.
create table arrival (
  id bigint generated always as identity primary key,
  -- Messages of one lane are applied in the order of their ids: the feed.
  lane text not null,
  sender text not null,
  control_id text not null,
  hash bytea not null,
  channel text not null,
  -- The feed that the sender named.
  feed text,
  file_name text,
  idempotency_key text,
  received_at text not null,
  received_ms bigint not null,
  -- Why the bytes could not be framed or read (JSON).
  refusal text,
  -- Encrypted under the key named.
  key_id text,
  bytes bytea,
  -- The same bytes under the same control id of the same sender are one arrival. Led by what grows: neighbours arrive together.
  unique (sender, control_id, hash)
);
create unique index arrival_idempotency on arrival (lane, idempotency_key) where idempotency_key is not null;
-- Encrypted bytes do not compress.
alter table arrival alter column bytes set storage external;

-- Arrivals that wait to be applied.
create table arrival_waiting (
  lane text not null,
  id bigint not null,
  -- Times that work on this one alone began.
  attempts integer not null default 0,
  primary key (lane, id)
);

-- What became of each.
create table arrival_outcome (
  id bigint primary key,
  state text not null check (state in ('applied', 'superseded', 'quarantined', 'ignored')),
  code text,
  location text,
  units integer not null default 0,
  stored integer not null default 0,
  duplicates integer not null default 0,
  entries integer not null default 0,
  settled_ms bigint not null
);

-- Work on a batch of a lane that began and has not ended: more than none after a crash.
create table inbox_lane (
  lane text primary key,
  begun integer not null default 0
);

-- What each feed brought, by the hour.
create table feed_hour (
  feed text not null,
  hour_ms bigint not null,
  applied integer not null default 0,
  superseded integer not null default 0,
  quarantined integer not null default 0,
  ignored integer not null default 0,
  last_received_ms bigint not null,
  last_failed_ms bigint,
  last_code text,
  primary key (feed, hour_ms)
);

-- Bytes are kept once: with the arrival when the message is all of it, else with the message, encrypted. Those kept
-- before have no key.
alter table message alter column bytes drop not null;
alter table message add column key_id text;
alter table message add column arrival_id bigint;
alter table quarantine add column key_id text;
alter table quarantine add column arrival_id bigint;
alter table quarantine add column settled text check (settled in ('replayed', 'discarded'));
alter table quarantine add column settled_at text;
create index quarantine_arrival on quarantine (arrival_id);
