/** What a reader is not seeing, per partner, and why (R29); an empty list never stands for it. */
import type { Decision } from '../../policy/decide.js';
import { explanationOf } from '../../policy/reasons.js';
import type { Section } from '../../schema/entry.js';
import { errorCodes, RecordError, type ErrorCode } from '../../schema/errors.js';
import type { Partner } from '../../schema/profile.js';
import type { Viewer } from '../../schema/viewer.js';
import type { PersonInRequest, RecordContext } from '../context.js';

/** One line of `coverage`, in the shape of the SDL. */
export interface CoverageLine {
  readonly partner: PartnerShown | null;
  readonly status: 'SHARED' | 'NOT_YET_LIVE' | 'WITHHELD' | 'UNAVAILABLE';
  readonly reason: string | null;
  readonly explanation: string | null;
  readonly liveFrom: string | null;
  /** An outage where how fresh it is cannot be read: the rest of the section stands. */
  readonly lastReceivedAt: string | null | RecordError;
}

export interface PartnerShown {
  readonly odsCode: string;
  readonly name: string;
  readonly kind: string;
}

const known = new WeakMap<Partner, PartnerShown>();

/** A partner as readers see it; one and the same wherever it stands. */
export function shown(partner: Partner): PartnerShown {
  let seen = known.get(partner);
  if (!seen) known.set(partner, (seen = { odsCode: partner.ods, name: partner.name, kind: partner.kind }));
  return seen;
}

/**
 * Coverage of a section for a person: every partner that could hold something about anyone, and of the
 * practices (there may be hundreds) those that have to do with this person or with the viewer. Where the
 * whole section is refused it is the same whoever the person is: nothing of theirs decides what is listed or named.
 */
export async function coverageOf(
  section: Section,
  sectionDecision: Decision,
  person: PersonInRequest,
  context: RecordContext,
): Promise<readonly CoverageLine[]> {
  const { partners, policy } = context.surroundings;
  const received = await context.surroundings.freshness().catch(outageOf);
  const refusal = sectionDecision.permitted ? undefined : sectionDecision;
  const involved = new Set([context.viewer.organisation]);
  if (!refusal) {
    for (const { partner } of person.entries) involved.add(partner);
    for (const { organisation } of person.facts.involvements) involved.add(organisation);
  }
  const lines: CoverageLine[] = [];
  for (const partner of partners.values()) {
    if (partner.kind === 'gp-practice' && !involved.has(partner.ods)) continue;
    const liveFrom = policy.partners.get(partner.ods)?.datasets.get(section)?.liveFrom ?? null;
    const decision = refusal ?? person.decisions.partner(partner.ods, section);
    const reason = decision.permitted ? null : decision.reason;
    const hidden = !refusal && locates(partner, person, context.viewer);
    const outage = decision.permitted ? outageOn(partner.ods, person, context) : undefined;
    if (outage !== undefined) {
      lines.push({ ...unavailable(outage), partner: hidden ? null : shown(partner), liveFrom: hidden ? null : liveFrom });
      continue;
    }
    lines.push({
      partner: hidden ? null : shown(partner),
      status: reason === null ? 'SHARED' : reason === 'NOT_YET_LIVE' ? 'NOT_YET_LIVE' : 'WITHHELD',
      reason,
      explanation: decision.permitted ? null : explanationOf(decision.reason, policy.messages),
      // When it last sent something, and since when it shares, tell which partner it is as its name would.
      liveFrom: hidden ? null : liveFrom,
      lastReceivedAt: hidden ? null : newest(context, partner.ods, received),
    });
  }
  return lines;
}

/** Why a partner that is asked on demand told nothing; undefined for one that answered, or of whom a copy is held. */
function outageOn(ods: string, { elsewhere }: PersonInRequest, { surroundings }: RecordContext): ErrorCode | undefined {
  if (surroundings.viewOnly?.partners.has(ods) !== true) return undefined;
  return elsewhere === undefined ? 'SOURCE_NOT_ASKED' : elsewhere.unavailable.get(ods);
}

/** An outage of a partner that is asked on demand: never told as an empty list, and never as a refusal. */
function unavailable(code: ErrorCode): Omit<CoverageLine, 'partner' | 'liveFrom'> {
  return { status: 'UNAVAILABLE', reason: code, explanation: errorCodes[code], lastReceivedAt: null };
}

/** Partners that serve people who live near by: naming one tells where to look. */
const near: ReadonlySet<Partner['kind']> = new Set([
  'gp-practice',
  'local-authority',
  'community',
  'urgent-care',
  'pharmacy',
  'hospice',
]);

/**
 * Whether naming the partner would help to find a person with a sensitive-address flag (R23). The viewer's
 * own organisation is no secret to them.
 */
export function locates(partner: Partner | undefined, person: PersonInRequest, viewer: Viewer): boolean {
  return person.facts.sensitiveAddress && partner !== undefined && near.has(partner.kind) && partner.ods !== viewer.organisation;
}

function outageOf(error: unknown): RecordError {
  if (error instanceof RecordError) return error;
  throw error;
}

function newest(
  context: RecordContext,
  ods: string,
  received: ReadonlyMap<string, string> | RecordError,
): CoverageLine['lastReceivedAt'] {
  // Asked just now: as fresh as can be.
  if (context.surroundings.viewOnly?.partners.has(ods) === true) return context.now.toISOString();
  if (received instanceof RecordError) return received;
  let last: string | null = null;
  for (const feed of context.surroundings.feedsOf.get(ods) ?? []) {
    const at = received.get(feed);
    if (at !== undefined && (last === null || at > last)) last = at;
  }
  return last;
}
