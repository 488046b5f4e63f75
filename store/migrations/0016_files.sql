-- Files that are read as they come: kept sealed in parts before they are acknowledged, applied in the order of their arrival.

create sequence feed_file_arrival;

create table feed_file (
  id bigint generated always as identity primary key,
  -- By which others ask for it; null until the whole of it is there.
  name text unique,
  -- Its place among all files; given when the whole of it is there.
  arrived bigint,
  -- What is applied in order: the feed, as far as it is known before the file is read.
  lane text not null,
  -- The feed that the sender named.
  feed text,
  channel text not null,
  file_name text,
  hash bytea,
  size bigint,
  received_at text not null,
  received_ms bigint not null,
  state text not null check (state in ('receiving', 'waiting', 'applied', 'held', 'superseded', 'quarantined')),
  -- Faults of ours that ended its application.
  attempts integer not null default 0,
  -- What became of it (JSON): counts, codes and places.
  report text,
  settled_ms bigint
);
create index feed_file_waiting on feed_file (lane, arrived) where state = 'waiting';
create index feed_file_received on feed_file (received_ms);

-- Its bytes in pieces, encrypted, until it is applied; of one that was refused whole, as long as raw bytes are kept.
create table feed_file_part (
  file_id bigint not null,
  part integer not null,
  hash bytea not null,
  key_id text,
  bytes bytea not null,
  primary key (file_id, part)
);
alter table feed_file_part alter column bytes set storage external;

-- Where the file that a submission came as stands among all files: an older one never replaces a newer.
alter table feed_submission add column arrived bigint;

-- Of whom somebody took the bytes: a part that was refused, or a file.
alter table raw_access alter column quarantine_id drop not null;
alter table raw_access add column file text;
alter table raw_access add constraint raw_access_of check (num_nonnulls(quarantine_id, file) = 1);
