import type { FeedFile } from '../feed-file.js';
import { hl7Time, type Moment } from '../calendar.js';
import type { KnownAs } from '../known-as.js';
import type { Concept } from '../words/clinical.js';
import { pd1, type PersonHabits, pid, usualHabits } from './hl7-person.js';
import { components, hl7File, type Hl7Sender, segment } from './hl7-segment.js';

export interface Vaccination {
  readonly number: string;
  readonly vaccine: Concept;
  readonly at: Moment;
  readonly batch: string;
  readonly maker: string;
  /** RXA-20: given, refused, or not given. */
  readonly status: 'CP' | 'RE' | 'NA';
  readonly reason?: string;
}

/** Vaccinations given, refused or not given. */
export function vxu(
  sender: Hl7Sender,
  at: Moment,
  control: string,
  known: KnownAs,
  vaccinations: readonly Vaccination[],
  habits: PersonHabits = usualHabits,
): FeedFile {
  return hl7File(sender, 'VXU^V04', 'VXU_V04', at, control, [
    pid(known, habits),
    ...pd1(known),
    ...vaccinations.flatMap((given) => [
      segment('ORC', { 1: 'RE', 3: components(given.number, sender.facility) }),
      segment('RXA', {
        1: '0',
        2: '1',
        3: hl7Time(given.at, 8),
        4: hl7Time(given.at, 8),
        5: components(given.vaccine.code, given.vaccine.term, 'SNCT'),
        6: given.status === 'CP' ? '0.5' : '0',
        7: given.status === 'CP' ? components('ml') : undefined,
        15: given.status === 'CP' ? given.batch : undefined,
        17: given.status === 'CP' ? components(undefined, given.maker) : undefined,
        18: given.reason === undefined ? undefined : components(undefined, given.reason),
        20: given.status,
      }),
      ...(given.status === 'CP'
        ? [
            segment('RXR', {
              1: components('78421000', 'Intramuscular route', 'SNCT'),
              2: components('368208006', 'Left upper arm structure', 'SNCT'),
            }),
          ]
        : []),
    ]),
  ]);
}
