/** What governance knows of a person, as part of the one statement that reads them. */
import type { ClaimInForce, ConsentAnswer, ObjectionInForce, PersonFacts } from '../../schema/facts.js';

/** The columns of {@link governanceColumns}, in JSON. */
export interface GovernanceRow {
  readonly objections: readonly ObjectionInForce[] | null;
  readonly consents: readonly ConsentAnswer[] | null;
  readonly claims: readonly ClaimInForce[] | null;
  readonly opt_outs: readonly string[] | null;
}

/**
 * Subqueries over `who.subjects`, the identifiers of the person. What was withdrawn, not upheld, or is over, is not
 * among the facts; of answers only the newest of each organisation is, and of two at once the refusal.
 */
export const governanceColumns = `
    (select json_agg(json_strip_nulls(json_build_object('id', o.id, 'underReview', case when o.state = 'under-review' then true end,
        'sections', o.sections, 'sourcePartners', o.source_partners, 'recipientPartners', o.recipient_partners))) from objection o
      where o.subject = any (who.subjects) and o.recorded and o.withdrawn_at is null and o.state <> 'not-upheld') as objections,
    (select json_agg(json_build_object('answer', a.answer, 'organisation', a.organisation, 'answeredMs', a.answered_ms))
      from (select distinct on (organisation) answer, organisation, answered_ms from consent_answer
        where subject = any (who.subjects) order by organisation, answered_ms desc, answer desc) a) as consents,
    (select json_agg(json_strip_nulls(json_build_object('id', c.id, 'kind', c.kind, 'userId', c.user_id, 'organisation', c.organisation,
        'ground', c.ground, 'fromMs', c.from_ms, 'untilMs', c.until_ms))) from claim c
      where c.subject = any (who.subjects) and c.until_ms > extract(epoch from now()) * 1000
        and c.outcome is distinct from 'not-justified') as claims,
    (select array_agg(l.kind) from opt_out l where l.nhs_number = any (who.subjects)) as opt_outs`;

/** Whether a member of staff has set a flag that hides where the person is. */
export const addressFlagged = `exists (select from address_flag f where f.subject = any (who.subjects) and f.lifted_at is null)`;

/** The facts of a row. */
export function governanceFacts(row: GovernanceRow): Pick<PersonFacts, 'objections' | 'consents' | 'claims' | 'optOuts'> {
  return {
    objections: row.objections ?? [],
    consents: row.consents ?? [],
    claims: row.claims ?? [],
    optOuts: {
      nationalDataOptOut: row.opt_outs?.includes('national') === true,
      gpDissent: row.opt_outs?.includes('gp-dissent') === true,
    },
  };
}
