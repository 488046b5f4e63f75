-- What a message is about, in the eyes of a reader: nothing of it may point at what is left out as highly sensitive.
alter table message add column matter text not null default 'open' check (matter in ('person', 'open', 'partly', 'hidden'));
