-- An arrival too long for one transaction goes in parts; what ends the process between them must be told from a re-send.

-- Parts of it are stored by an attempt that did not end: what is then found stored from this arrival was applied, not repeated.
alter table arrival_waiting add column is_resumed boolean not null default false;
