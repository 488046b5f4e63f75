-- What a message says of a person as a whole (who is who, dissent, a hidden address) is kept beside its other statements, so that a
-- message translated anew takes back exactly what it no longer says.
alter table fact drop constraint fact_op_check;
alter table fact add constraint fact_op_check check (op in ('put', 'patch', 'retract', 'list', 'said'));
-- What one message said: for translating it anew, and for removing what is due. Numbers grow, so it is only ever added to at its end.
create index fact_message on fact (message_id);

-- Of what was said before, what stands is known: by its newest statement and, of a merge, its first.
insert into fact (subject, section, partner, key, stated_ms, message_id, ordinal, op)
  select subject, kind, partner, leads_to, stated_ms, message_id, ordinal, 'said' from identity_edge
  union
  select subject, kind, partner, leads_to, last_ms, last_message_id, last_ordinal, 'said' from identity_edge;
insert into fact (subject, section, partner, key, stated_ms, message_id, ordinal, op, body)
  select subject, 'sensitive-address', partner, '', stated_ms, message_id, ordinal, 'said', json_build_object('hidden', hidden)::text
  from sensitive_address;
insert into fact (subject, section, partner, key, stated_ms, message_id, ordinal, op, body)
  select o.subject, 'objection', m.partner, m.feed, o.stated_ms, o.message_id, 0, 'said',
    case when o.withdrawn_at is not null and o.withdrawn_by is null then '{"action":"withdraw"}'
         when o.sections is null then '{"action":"record"}'
         else json_build_object('action', 'record', 'sections', o.sections)::text end
  from objection o join message m on m.id = o.message_id;
