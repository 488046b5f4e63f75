-- Lists of field coordinates that disclosures share: a query asked a thousand times names its fields once.
create table disclosure_shape (
  hash text primary key,
  coordinates text not null
);
create trigger disclosure_shape_is_append_only before update or delete on disclosure_shape for each row execute function refuse_change();
create trigger disclosure_shape_is_not_truncated before truncate on disclosure_shape for each statement execute function refuse_change();
