-- Changes within elements (JSON list), beside the whole elements of `body`.
alter table fact add column nested text;

-- Identifiers that turned out not to be of one person: void what was stated before about the two.
alter table identity_edge drop constraint identity_edge_kind_check;
alter table identity_edge add constraint identity_edge_kind_check check (kind in ('link', 'merge', 'unlink'));
-- The newest statement of the edge. A merge keeps its first in stated_ms and so on, yet one made again after an unlink counts.
alter table identity_edge add column last_ms bigint;
alter table identity_edge add column last_message_id bigint;
alter table identity_edge add column last_ordinal integer;
update identity_edge set last_ms = stated_ms, last_message_id = message_id, last_ordinal = ordinal;
alter table identity_edge alter column last_ms set not null;
alter table identity_edge alter column last_message_id set not null;
alter table identity_edge alter column last_ordinal set not null;
