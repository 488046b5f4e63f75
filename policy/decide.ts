import type { Section } from '../schema/entry.js';
import { emergencyOverride, setsAside } from './claim.js';
import { refused, type About, type Decision, type Question, type Refusal } from './decision.js';
import { standingAgainst } from './objection.js';
import { decidePerson } from './person.js';
import { isLive } from './table.js';

export { refused, type About, type Asking, type Decision, type Question, type Refusal } from './decision.js';
export { analysisPurpose } from './person.js';
export { explanationOf, reasons, type ReasonCode } from './reasons.js';
export { datasetOf, lawfulBasisOf } from './table.js';
export { decideViewer } from './viewer.js';

/** The answers about one viewer and one person at one moment; the checks of the person are made once. */
export interface Decisions {
  /** Whether anything at all may be shown. */
  readonly person: Decision;
  /** Whether what would help to find the person may be told, wherever it stands (R23). */
  readonly locating: Decision;
  section(section: Section): Decision;
  /** `locating` as the SDL says of the field asked for; a narrative is free text and always counts as locating. */
  element(section: Section, element: string, locating?: boolean): Decision;
  /**
   * One partner's share of a section; without a section, of the record as a whole. A refusal by objection may keep
   * some elements readable (`kept`, R13), as far as the role sees them.
   */
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
  if (locating === true && !decisions.locating.permitted) return decisions.locating;
  if (partner === undefined) return decisions.person;
  const share = decisions.partner(partner, section);
  return !share.permitted && element !== undefined && share.kept?.has(element) === true ? decisions.person : share;
}

/**
 * The decisions prepared last about these facts. Facts are read anew for each request, so this lives no
 * longer than one; it answers only for the very same viewer, moment, population and policy.
 */
const prepared = new WeakMap<About['facts'], { readonly about: About; readonly decisions: Decisions }>();

function preparedFor(about: About): Decisions {
  const last = prepared.get(about.facts);
  if (
    last !== undefined &&
    last.about.viewer === about.viewer &&
    last.about.staff === about.staff &&
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

/** Prepares the decisions about one viewer and one person. Pure: the same facts give the same answers. */
export function decisionsAbout(about: About): Decisions {
  const { viewer, facts, policy, now } = about;
  const person = decidePerson(about);
  const view = viewer.role === undefined ? undefined : policy.roles.get(viewer.role);
  const objectionsCount = facts.objections.length > 0 && !setsAside(emergencyOverride(about), 'objection', about);

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
    // Not `>`: a date that cannot be read gives NaN, and must refuse.
    if (!(standing.goodStandingFromMs <= now.getTime())) return refused('PARTNER_NOT_IN_GOOD_STANDING', 'R5 source partner');
    if (name !== undefined && !isLive(standing.datasets.get(name), now)) return refused('NOT_YET_LIVE', 'R30 datasets');
    if (!objectionsCount) return shown;
    const sharing = { recipient: viewer.organisation, source: ods, section: name, allOrNothing: standing.allOrNothing };
    const against = standingAgainst(facts.objections, sharing, policy.governance.objections);
    if (against === undefined) return shown;
    const refusal = refused(against.reason, against.reason === 'OBJECTION' ? 'R11 objection' : 'R14 objection under review');
    return against.toEverything && name === 'personDemographics' ? { ...refusal, kept: policy.minimumKept } : refusal;
  }

  const locating = person.permitted && facts.sensitiveAddress ? hidesAddress : person;
  return { person, locating, section, element, partner };
}

/** The relationship (or other ground) an access rests on, for the audit trail; undefined when it is refused. */
export function relationshipOf(about: About): string | undefined {
  const decision = decidePerson(about);
  return decision.permitted ? decision.basis : undefined;
}

const hidesAddress: Refusal = { permitted: false, reason: 'SENSITIVE_ADDRESS', rule: 'R23 sensitive-address flag' };
