-- Files that are all an authority holds of a period: what each feed's last one said, row by row. Every table leads with the feed or
-- the submission, so that it can be partitioned by it.

create table feed_submission (
  id bigint generated always as identity primary key,
  feed text not null,
  hash bytea not null,
  file_name text,
  encoding text not null,
  received_at text not null,
  state text not null check (state in ('receiving', 'held', 'applying', 'applied', 'discarded')),
  -- The period it covers (days, both included); null where it names none.
  period_from text,
  period_to text,
  rows integer not null default 0,
  -- Rows that the last one had in the period, and those of them that this one names.
  expected integer,
  named integer,
  withdrawn integer not null default 0,
  -- Who confirmed or discarded one that was held, and when.
  settled_by text,
  settled_at text
);
create index feed_submission_feed on feed_submission (feed, id);

-- Its bytes in pieces, encrypted, until it is applied or discarded.
create table feed_submission_part (
  submission_id bigint not null,
  part integer not null,
  hash bytea not null,
  key_id text,
  bytes bytea not null,
  primary key (submission_id, part)
);
alter table feed_submission_part alter column bytes set storage external;

-- Its rows, until it is applied or discarded: what each says, as hashes. A row that cannot be translated has no key.
create table feed_submission_row (
  submission_id bigint not null,
  line integer not null,
  row_key bytea,
  row_hash bytea not null,
  -- Whom the row names, as hashes; none where it cannot even be read.
  persons bytea[] not null,
  starts text,
  ends text,
  -- What to take back when the row goes (JSON).
  says text,
  primary key (submission_id, line)
);
create index feed_submission_row_key on feed_submission_row (submission_id, row_key);

-- What stands of each feed: by the key of the event, as its rows were when they were last applied.
create table feed_snapshot (
  feed text not null,
  row_key bytea not null,
  rows_hash bytea not null,
  persons bytea[] not null,
  starts text not null,
  ends text not null,
  says text not null,
  primary key (feed, row_key)
);
