/** Who speaks for a person: they themself, or a parent or guardian for a child (R16). */
import { decideForChild } from '../../policy/governance.js';
import type { Speaker } from '../../store/governance/records.js';
import type { PersonInRequest, RecordContext } from '../context.js';
import { admit, asking } from './authority.js';
import { badRequest, wordsOf } from './inputs.js';

/** `Speaker` of the SDL. */
export type SpeakerName = 'PERSON' | 'PARENT_OR_GUARDIAN';

/**
 * The speaker that an input names. For a parent or guardian the date of birth is read from every partner that holds one.
 * @throws Withheld where the person is no child, or nobody knows; RecordError BAD_REQUEST
 */
export async function speakerOf(
  name: SpeakerName | null | undefined,
  relationship: string | null | undefined,
  coordinate: string,
  person: PersonInRequest,
  context: RecordContext,
): Promise<Speaker> {
  const told = wordsOf(relationship, 'input.relationship');
  if (name !== 'PARENT_OR_GUARDIAN') {
    if (told !== undefined) throw badRequest('input.relationship', 'is for a parent or guardian only');
    return { speaker: 'person' };
  }
  if (told === undefined) throw badRequest('input.relationship', 'say which, for example mother');
  const { entries } = await context.surroundings.store.readPerson(person.nhsNumber, ['personDemographics']);
  const dates = entries.flatMap(({ body }) =>
    'dateOfBirth' in body && typeof body.dateOfBirth === 'string' ? [body.dateOfBirth] : [],
  );
  admit(coordinate, person.nhsNumber, decideForChild(asking(context), dates), context);
  return { speaker: 'parent-or-guardian', relationship: told };
}

/** A speaker, by the names of the SDL. */
export function shownSpeaker({ speaker }: Speaker): SpeakerName {
  return speaker === 'person' ? 'PERSON' : 'PARENT_OR_GUARDIAN';
}
