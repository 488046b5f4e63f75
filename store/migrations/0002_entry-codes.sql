-- Codes of the source that no element of the section can hold (JSON list): the entry is labelled by them, never shown with them.
alter table fact add column codes text;
