-- Records that are not removed although their term is over, and what was removed when it was.

-- While one stands, nothing of the person is removed: an inquiry, a complaint, a claim.
create table retention_hold (
  nhs_number text not null,
  id uuid primary key,
  reason text not null,
  placed_at text not null,
  placed_by text not null,
  lifted_at text,
  lifted_by text
);
create index retention_hold_standing on retention_hold (nhs_number) where lifted_at is null;

-- One row for each time that records were removed; of whom, governance_act says.
create table retention_run (
  id uuid primary key,
  at text not null,
  by_whom text not null,
  years integer not null,
  -- Care had ended before this moment.
  before text not null,
  people integer not null,
  facts bigint not null,
  entries bigint not null,
  files bigint not null
);
create trigger retention_run_is_append_only before update or delete on retention_run for each row execute function refuse_change();
create trigger retention_run_is_not_truncated before truncate on retention_run for each statement execute function refuse_change();
