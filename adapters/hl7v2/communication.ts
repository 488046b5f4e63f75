import type { Statement } from '../../schema/entry.js';
import { PID } from '../formats/hl7v2/names.js';
import { text } from '../formats/hl7v2/typed.js';
import { one, type About } from './reading.js';
import { put, snapshot } from './statements.js';

/** What A.3 adds to the languages of PID-15: ways in which a person reads, signs or is signed to. */
const ways: Readonly<Record<string, string>> = {
  q1: 'Braille',
  q2: 'American Sign Language',
  q3: 'Australian Sign Language',
  q4: 'British Sign Language',
  q5: 'Makaton',
};

const key = 'primary-language';
/** The list that the requirement stands in by itself. */
export const communicationList = 'PID-15';

/** The words for a language of PID-15 that is none of ISO 639. */
export function wayOfCommunicating(code: string | undefined): string | undefined {
  const sent = code?.trim().toLowerCase() ?? '';
  return Object.hasOwn(ways, sent) ? ways[sent] : undefined;
}

/** A person who signs or reads Braille has a requirement, besides a language; another language sent later ends it. */
export function communication(about: About): Statement[] {
  const pid = one(about, 'PID');
  if (pid === undefined || pid.field(PID.PrimaryLanguage).length === 0) return [];
  const way = wayOfCommunicating(text(pid, PID.PrimaryLanguage));
  if (way === undefined) return [snapshot(about, 'individualRequirements', communicationList, [])];
  const otherIndividualRequirements = {
    otherIndividualRequirement: `Communicates in ${way}`,
    ...(about.statedAt === undefined ? {} : { date: about.statedAt }),
  };
  return [
    put(about, 'individualRequirements', key, { otherIndividualRequirements }, { list: communicationList }),
    snapshot(about, 'individualRequirements', communicationList, [key]),
  ];
}
