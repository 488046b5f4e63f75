-- Who looked into bytes as they came, and why: they name people, and no record stands for them.
create table raw_access (
  id bigint generated always as identity primary key,
  at text not null,
  by_whom text not null,
  reason text not null,
  quarantine_id bigint not null
);
create trigger raw_access_is_append_only before update or delete on raw_access for each row execute function refuse_change();
create trigger raw_access_is_not_truncated before truncate on raw_access for each statement execute function refuse_change();
create index message_received on message (feed, received_at);
