-- Files of a door that wait for the other of their pair for longer than they should.
create table feed_file_unpaired (
  channel text not null,
  name text not null,
  feed text not null,
  -- What is not there: 'data' or 'control'.
  missing text not null check (missing in ('data', 'control')),
  since_ms bigint not null,
  primary key (channel, name)
);
