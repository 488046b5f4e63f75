import { type KnownAs, knownTo } from './known-as.js';
import type { PersonHabits } from './messages/hl7-person.js';
import { inventedAddress, inventedMobile, inventedPhone, type Making } from './person.js';

/** How each organisation holds a person. Drawn once per person, so that each stays consistent with itself. */
export type Views = (ods: string) => KnownAs;

/** Habits of organisations whose systems differ from the usual. */
export const habitsOf: Readonly<Record<string, PersonHabits>> = {
  RGN: { nhsNumber: 'authority', sex: 'letters' },
  RYV: { nhsNumber: 'type', sex: 'digits' },
};

/** The views of the organisations; some are out of date, partial or mistaken, as records are. */
export function drawViews(making: Making): Views {
  const { person, random } = making;
  const conflicting = person.story?.name === 'conflicting';
  const differences: Record<string, Partial<KnownAs>> = {
    RYC: { traced: '02' },
    NNJ: { traced: '02', given: person.given.slice(0, 1) },
  };
  const differ = (ods: string, difference: Partial<KnownAs>): void => {
    differences[ods] = { ...differences[ods], ...difference };
  };
  // The practice asks; hospitals often do not.
  differ(person.practice.ods, {
    email: person.email,
    marital: random.pick(['S', 'M', 'D', 'W', 'P']),
    language: random.pick(['en', 'en', 'en', 'pl', 'q4']),
  });
  const former = inventedAddress(random);
  const otherPhone = inventedPhone(random);
  const otherMobile = inventedMobile(random);
  if (conflicting || random.chance(0.25)) differ('RGT', { address: former });
  if (conflicting || random.chance(0.15)) differ('RYV', { phone: otherPhone, mobile: otherMobile });
  if (conflicting || random.chance(0.1)) differ('RGN', { birth: person.birth.slice(0, 4), birthEstimated: true });
  if (conflicting) {
    // Day and month the other way round where both can be a month: the commonest mistake there is.
    const [year, month, day] = [person.birth.slice(0, 4), person.birth.slice(4, 6), person.birth.slice(6)];
    differ('RT1', {
      birth: `${year}${Number(day) <= 12 ? `${day}${month}` : `${month}01`}`,
      given: ['Idriss'],
      family: 'Penhalligan',
    });
    differ('RYC', { birth: `${year}${month}` });
  }
  if (person.story?.name === 'whole-record') differ('RGT', { preferred: 'Rosie', birthFamily: 'Quillfeather' });
  return (ods) => knownTo(ods, person, differences[ods]);
}

/** The day of birth as councils write it, or nothing where only part of it is known. */
export const birthDay = (birth: string): string => `${birth.slice(6, 8)}/${birth.slice(4, 6)}/${birth.slice(0, 4)}`;
