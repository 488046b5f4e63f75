import type { Section } from '../schema/entry.js';
import type { PersonFacts, Population, StaffFacts } from '../schema/facts.js';
import type { Viewer } from '../schema/viewer.js';
import { standsAgainst } from './objection.js';
import type { ReasonCode } from './reasons.js';
import { relationshipAt } from './relationship.js';
import { isLive, type PolicyTable } from './table.js';

export { explanationOf, reasons, type ReasonCode } from './reasons.js';
export { datasetOf, lawfulBasisOf } from './table.js';

/** The one purpose for which nobody has to be involved in the person's care (R9, R40). */
export const analysisPurpose = 'de-identified-analysis';

/** Permitted on a basis, or refused for a reason, by a rule. */
export type Decision = { readonly permitted: true; readonly basis: string } | Refusal;
export interface Refusal {
  readonly permitted: false;
  readonly reason: ReasonCode;
  /** Which rule says so: its R-number and what it was held against. Never a fact about the person. */
  readonly rule: string;
}

/** Who asks about whom, and when: the facts every decision of one request rests on. */
export interface About {
  readonly viewer: Viewer;
  readonly facts: PersonFacts;
  readonly policy: PolicyTable;
  readonly population: Population;
  readonly now: Date;
  /** What the staff directory says of the viewer; left out where there is none. */
  readonly staff?: StaffFacts | undefined;
}

/** One question: about the person; and, where given, a section, an element of it, a partner's share of it. */
export interface Question extends About {
  readonly section?: Section;
  /** Element of the section's entry type, at the top level. */
  readonly element?: string;
  /** Whether what is asked for would help to find the person (`@locating`). */
  readonly locating?: boolean;
  /** ODS code of the partner whose data it is. */
  readonly partner?: string;
}

/** The answers about one viewer and one person at one moment; the checks of the person are made once. */
export interface Decisions {
  /** Whether anything at all may be shown. */
  readonly person: Decision;
  section(section: Section): Decision;
  /** `locating` as the SDL says of the field asked for; a narrative is free text and always counts as locating. */
  element(section: Section, element: string, locating?: boolean): Decision;
  /** One partner's share of a section; without a section, of the record as a whole. */
  partner(partner: string, section?: Section): Decision;
}

/** Decides one question: refused unless every check that it calls for passes. */
export function decide(question: Question): Decision {
  const { section, element, locating, partner } = question;
  const decisions = preparedFor(question);
  if (!decisions.person.permitted) return decisions.person;
  if (section === undefined) {
    if (element !== undefined) return refused('ELEMENT_NOT_PERMITTED', 'R3 an element without its section');
  } else {
    const shown = element === undefined ? decisions.section(section) : decisions.element(section, element, locating);
    if (!shown.permitted) return shown;
  }
  if (locating === true && question.facts.sensitiveAddress) return hidesAddress;
  return partner === undefined ? decisions.person : decisions.partner(partner, section);
}

/**
 * The decisions prepared last about these facts. Facts are read anew for each request, so this lives no
 * longer than one; it answers only for the very same viewer, moment, population and policy.
 */
const prepared = new WeakMap<PersonFacts, { readonly about: About; readonly decisions: Decisions }>();

function preparedFor(about: About): Decisions {
  const last = prepared.get(about.facts);
  if (
    last !== undefined &&
    last.about.viewer === about.viewer &&
    last.about.now === about.now &&
    last.about.policy === about.policy &&
    last.about.population === about.population
  ) {
    return last.decisions;
  }
  const decisions = decisionsAbout(about);
  prepared.set(about.facts, { about, decisions });
  return decisions;
}

/**
 * Whether the viewer may ask anything at all for their purpose, whoever it is about: role known,
 * organisation in good standing, purpose open to the role.
 */
export function decideViewer({ viewer, policy, now }: Pick<About, 'viewer' | 'policy' | 'now'>): Decision {
  const { role, organisation, purpose } = viewer;
  if (role === undefined || !policy.roles.has(role)) return refused('ROLE_UNKNOWN', 'R3 role codes');
  const standing = policy.partners.get(organisation);
  if (standing === undefined) return refused('ORGANISATION_NOT_PARTNER', "R5 viewer's organisation");
  if (standing.goodStandingFromMs > now.getTime())
    return refused('ORGANISATION_NOT_IN_GOOD_STANDING', "R5 viewer's organisation");
  if (policy.purposes.get(purpose)?.roles.has(role) !== true) return refused('PURPOSE_NOT_PERMITTED', `R9 ${role} purpose`);
  return { permitted: true, basis: `${role} for ${purpose}` };
}

/** Prepares the decisions about one viewer and one person. Pure: the same facts give the same answers. */
export function decisionsAbout(about: About): Decisions {
  const { viewer, facts, policy, now } = about;
  const person = decidePerson(about);
  const view = viewer.role === undefined ? undefined : policy.roles.get(viewer.role);

  function section(name: Section): Decision {
    if (!person.permitted) return person;
    return view?.has(name) === true ? person : refused('ROLE_NOT_PERMITTED', `R3 ${viewer.role} ${name}`);
  }

  function element(name: Section, elementName: string, locating = false): Decision {
    const shown = section(name);
    if (!shown.permitted) return shown;
    if (view?.get(name)?.has(elementName) !== true)
      return refused('ELEMENT_NOT_PERMITTED', `R3 ${viewer.role} ${name}.${elementName}`);
    return facts.sensitiveAddress && (locating || elementName === 'narrative') ? hidesAddress : shown;
  }

  function partner(ods: string, name?: Section): Decision {
    const shown = name === undefined ? person : section(name);
    if (!shown.permitted) return shown;
    const standing = policy.partners.get(ods);
    if (standing === undefined) return refused('PARTNER_UNKNOWN', 'R5 source partner');
    if (standing.goodStandingFromMs > now.getTime()) return refused('PARTNER_NOT_IN_GOOD_STANDING', 'R5 source partner');
    if (name !== undefined && !isLive(standing.datasets.get(name), now)) return refused('NOT_YET_LIVE', 'R30 datasets');
    const sharing = { recipient: viewer.organisation, source: ods, section: name, allOrNothing: standing.allOrNothing };
    return facts.objections.some((objection) => standsAgainst(objection, sharing)) ? objected : shown;
  }

  return { person, section, element, partner };
}

/** The relationship (or other ground) an access rests on, for the audit trail; undefined when it is refused. */
export function relationshipOf(about: About): string | undefined {
  const decision = decidePerson(about);
  return decision.permitted ? decision.basis : undefined;
}

function decidePerson(about: About): Decision {
  const { viewer, facts, policy, population, now } = about;
  const asked = decideViewer(about);
  if (!asked.permitted) return asked;
  const { role, organisation } = viewer;
  if (role === undefined || !policy.roles.get(role)?.size) return refused('ROLE_NOT_PERMITTED', `R3 ${role}`);

  // Both ways round: an analyst never reads for care, and care staff never skip the relationship by naming analysis.
  if ((role === 'analyst') !== (viewer.purpose === analysisPurpose))
    return refused('PURPOSE_NOT_PERMITTED', `R40 ${role} purpose`);
  if (role === 'analyst') {
    return population === 'synthetic' ? analysis : refused('POPULATION_NOT_SYNTHETIC', 'R40 population');
  }

  const involvement = relationshipAt(facts.involvements, organisation, now.getTime(), policy.windowMs);
  if (involvement === undefined) return refused('NO_RELATIONSHIP', 'R2 relationship');
  const withheld = facts.objections.length === 0 ? '' : '; an objection is in force';
  return { permitted: true, basis: `${involvement.kind} at ${organisation}${withheld}` };
}

const analysis: Decision = { permitted: true, basis: 'de-identified analysis of a synthetic population' };
const hidesAddress: Refusal = { permitted: false, reason: 'SENSITIVE_ADDRESS', rule: 'R23 sensitive-address flag' };
const objected: Refusal = { permitted: false, reason: 'OBJECTION', rule: 'R11 objection' };

/** A refusal for `reason`, by `rule`. */
export function refused(reason: ReasonCode, rule: string): Refusal {
  return { permitted: false, reason, rule };
}
