-- Files of documents, apart from the entries that describe them, and the links by which one is opened.

-- What a statement brought, as it came. Never changed: which file a document has now, its entry says by the hash.
create table document_content (
  subject text not null,
  partner text not null,
  key text not null,
  sha256 bytea not null,
  size integer not null,
  -- as found by looking into it
  media_type text not null,
  bytes bytea not null,
  primary key (subject, partner, key, sha256)
);
-- Letters and images are compressed already.
alter table document_content alter column bytes set storage external;

-- A link opens one document once, for one user in one session. The token itself is kept nowhere.
create table document_link (
  token_hash bytea primary key,
  nhs_number text not null,
  entry_id uuid not null,
  user_id text not null,
  session_id text not null,
  expires_ms bigint not null,
  used_ms bigint
);
create index document_link_expires on document_link (expires_ms);
