import type { Section } from '../schema/entry.js';
import { plain, type FactKind, type PeerFact } from './peers-fhir-facts.js';
import type { OwnFact } from './peers-fhir-ours.js';

type Place = Section | 'involvement' | 'identity';

/** Where a fact of each kind may stand in our record. */
const places: { readonly [K in FactKind]: readonly Place[] } = {
  allergies: ['allergiesAndAdverseReactions'],
  conditions: ['problemList', 'careAndSupportPlan', 'individualRequirements', 'admissionDetails', 'contactsWithProfessionals'],
  medications: ['medicationsAndMedicalDevices', 'planAndRequestedActions'],
  immunisations: ['vaccinations', 'planAndRequestedActions'],
  procedures: ['proceduresAndTherapies', 'planAndRequestedActions', 'medicationsAndMedicalDevices'],
  encounters: [
    'contactsWithProfessionals',
    'admissionDetails',
    'dischargeDetails',
    'futureAppointments',
    'referralDetails',
    'involvement',
  ],
  observations: [
    'investigationResults',
    'examinationFindings',
    'investigationsRequested',
    'socialContext',
    'assessments',
    'individualRequirements',
    'pregnancyStatus',
    'legalInformation',
    'endOfLifeCare',
    'careAndSupportPlan',
    'documents',
    'proceduresAndTherapies',
    'problemList',
  ],
  documents: ['documents', 'investigationResults'],
  identity: ['personDemographics', 'identity'],
  appointments: ['futureAppointments', 'contactsWithProfessionals'],
  'family history': ['familyHistory'],
};

/** Whether one of `ours` states `fact`: a code or words in common, the same day, and everything that it found. */
export function isFound(fact: PeerFact, ours: readonly OwnFact[]): boolean {
  return ours.some((own) => places[fact.kind].includes(own.section) && states(own, fact));
}

/** Whether one of the peer's facts states `own`; the same rule, read the other way round. */
export function isFoundByPeer(own: OwnFact, peers: readonly PeerFact[]): boolean {
  return peers.some((fact) => places[fact.kind].includes(own.section) && states(own, fact));
}

function states(own: OwnFact, fact: PeerFact): boolean {
  const known = namesMeet(own, fact);
  const days = daysMeet(own, fact);
  // A visit is one by its number or its day: its class and place are told too differently to compare.
  if (fact.kind === 'encounters') return known || days === 'same';
  if (fact.kind === 'observations')
    return known && days !== 'different' && fact.values.every((spellings) => spellings.some((each) => holds(own, each)));
  return known && days !== 'different';
}

function namesMeet(own: OwnFact, fact: PeerFact): boolean {
  const codes = new Set(own.codes.map(plain));
  if (fact.codes.some((code) => codes.has(plain(code)) || holdsIdentifier(own, code))) return true;
  return fact.words.some((words) => holds(own, words));
}

/** Identifiers stand in our subjects and keys with their authority: `authority|identifier`, `kind:identifier^authority`. */
function holdsIdentifier(own: OwnFact, code: string): boolean {
  return own.codes.some((each) => each.endsWith(`|${code}`) || (code.length >= 4 && each.split(/[:|^\s]/).includes(code)));
}

function holds(own: OwnFact, value: string): boolean {
  const wanted = plain(value);
  if (wanted === '') return true;
  return own.words.some((words) => {
    const ours = plain(words);
    return (
      ours === wanted ||
      // Several values in one observation: `27 ~ 25`.
      words.split(' ~ ').some((part) => isSameNumber(part, value)) ||
      (wanted.length >= 3 && ` ${ours} `.includes(` ${wanted} `)) ||
      (ours.length >= 4 && ` ${wanted} `.includes(` ${ours} `))
    );
  });
}

function isSameNumber(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => Number.parseFloat(text.replace(/^[<>=]+/, '')));
  return left === right && !Number.isNaN(left);
}

/** Days are the same to the precision of the vaguer one, and a day apart may be the same moment in another zone. */
function daysMeet(own: OwnFact, fact: PeerFact): 'same' | 'different' | 'unknown' {
  if (fact.dates.length === 0 || own.dates.length === 0) return 'unknown';
  return fact.dates.some((theirs) => own.dates.some((ours) => isSameDay(ours, theirs))) ? 'same' : 'different';
}

function isSameDay(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length, 10);
  if (a.slice(0, length) === b.slice(0, length)) return true;
  return length === 10 && Math.abs(Date.parse(a.slice(0, 10)) - Date.parse(b.slice(0, 10))) <= 86_400_000;
}
