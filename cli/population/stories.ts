import { type CouncilCode, type Practice, practices } from './words/organisations.js';

/** What makes a person worth looking at; the rest of the population draws lots. */
export type StoryName =
  | 'whole-record'
  | 'conflicting'
  | 'objection'
  | 'sensitive'
  | 'sensitive-address'
  | 'looked-after-child'
  | 'merged'
  | 'not-yet-live'
  | 'deceased'
  | 'open-admission';

/** A person whose name, age and circumstances do not depend on the seed. */
export interface Story {
  readonly name: StoryName;
  readonly given: readonly string[];
  readonly family: string;
  readonly woman: boolean;
  readonly age: number;
  readonly practice: Practice;
  readonly council: CouncilCode;
  /** For whoever tries the record out. Says nothing that the record itself must not say. */
  readonly tell: string;
  readonly tryAs: string;
}

const [granta] = practices;
const story = (
  name: StoryName,
  given: readonly string[],
  family: string,
  woman: boolean,
  age: number,
  council: CouncilCode,
  tryAs: string,
  tell: string,
): Story => ({ name, given, family, woman, age, practice: granta, council, tryAs, tell });

/** By place in the population: the first is the whole record. */
export const stories: readonly Story[] = [
  story(
    'whole-record',
    ['Rosalind', 'Maud'],
    'Fairweather',
    true,
    78,
    '312',
    'gp, hospital-doctor, nurse, pharmacist, social-worker, receptionist or paramedic',
    'A whole record: in hospital now, known to the practice, four trusts, the council, NHS 111 and the ambulance service.',
  ),
  story(
    'conflicting',
    ['Idris'],
    'Penhaligon',
    false,
    61,
    '312',
    'gp, or hospital-doctor',
    'Partners disagree about the address, the phone, the date of birth, the name and when things began. Every version is shown with its source.',
  ),
  story(
    'objection',
    ['Beatrix'],
    'Holloway-Núñez',
    true,
    44,
    '312',
    'gp, then hospital-doctor',
    'Objected to sharing, through the hospital: each organisation sees what it holds itself, and is told that the rest is withheld.',
  ),
  story(
    'sensitive',
    ['Callum'],
    'Wetherby',
    false,
    33,
    '312',
    'gp, or hospital-doctor',
    'An ordinary record, as far as anyone can tell. Some things are never shared, and nothing reveals whether there were any.',
  ),
  story(
    'sensitive-address',
    ['Anneliese'],
    'Crowther',
    true,
    37,
    '312',
    'gp, or receptionist',
    'Must not be found: no address, phone, next of kin, practice or place is shown, in any section.',
  ),
  story(
    'looked-after-child',
    ['Jamie'],
    'Larkspur',
    false,
    11,
    '312',
    'social-worker, or gp',
    'A child looked after by the council, known there by a number of its own that its person index leads here.',
  ),
  story(
    'merged',
    ['Zoë'],
    'Tregarthen',
    true,
    52,
    '312',
    'hospital-doctor',
    'Was registered twice: two hospital numbers and two NHS numbers lead to this one record. The older number works as well.',
  ),
  story(
    'not-yet-live',
    ['Tobias'],
    'Merriweather',
    false,
    16,
    '725',
    'gp',
    'Three partners hold more than they share yet: look at the coverage of documents, investigation results and safeguarding.',
  ),
  story('deceased', ['Edwin'], 'Hathersage', false, 89, '312', 'hospital-doctor', 'Died in hospital a few days ago.'),
  story(
    'open-admission',
    ['Priya'],
    'Nandakumar',
    true,
    29,
    '312',
    'hospital-doctor, nurse or pharmacist',
    'Admitted now, after one admission that was cancelled; appointments booked, moved, cancelled and missed; a result that was corrected.',
  ),
];

/** The story of the `index`-th person, if they have one. */
export function storyOf(index: number): Story | undefined {
  return stories[index];
}
