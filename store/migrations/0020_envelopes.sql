-- Of arrivals whose sender wants to be told what became of them: what the answer refers to, encrypted.
create table arrival_envelope (
  arrival_id bigint primary key,
  hash bytea not null,
  key_id text,
  bytes bytea not null
);
