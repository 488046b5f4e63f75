-- Who may come in: the directory of staff, sessions opened by a launch, what was used up or revoked, and who was refused.

-- R4. One line for each organisation that a member of staff works for; '' stands for any.
create table staff_member (
  user_id text not null,
  organisation text not null,
  active boolean not null,
  training_valid_until date,
  -- 'file' lines are replaced as a whole by the next file; 'scim' lines one by one
  source text not null,
  updated_ms bigint not null,
  primary key (user_id, organisation)
);

-- R7. Whoever inserts first has used the token; later ones are replays.
create table token_used (
  issuer text not null,
  jti text not null,
  expires_ms bigint not null,
  primary key (issuer, jti)
);
create index token_used_expires on token_used (expires_ms);

-- R7. A session is of one user about one person. Its token is kept nowhere, only a hash.
create table launched_session (
  token_hash bytea primary key,
  session_id text not null unique,
  nhs_number text not null,
  user_id text not null,
  user_name text,
  role_code text not null,
  activities text[] not null,
  organisation text not null,
  purpose text not null,
  assurance text,
  issuer text not null,
  launch_jti text not null,
  opened_ms bigint not null,
  used_ms bigint not null,
  expires_ms bigint not null,
  ended_ms bigint,
  ended_by text
);
create index launched_session_expires on launched_session (expires_ms);

-- Sessions and users whose tokens count no longer, whatever their own times say, as far as they were issued before.
create table session_revoked (
  kind text not null check (kind in ('session', 'user')),
  id text not null,
  revoked_ms bigint not null,
  revoked_by text not null,
  primary key (kind, id)
);

-- Accesses refused before any person was reached. Never the token, and of its claims only what was proven.
create table access_refused (
  id bigint generated always as identity primary key,
  at_ms bigint not null,
  code text not null,
  detail text,
  way text not null,
  address text,
  request_id text,
  user_id text,
  organisation text,
  issuer text,
  session_id text
);
create index access_refused_at on access_refused (at_ms);
create trigger access_refused_is_append_only before update or delete on access_refused for each row execute function refuse_change();
create trigger access_refused_is_not_truncated before truncate on access_refused for each statement execute function refuse_change();
