/** Answers to the consent question (R18). */
import type { StoredConsent } from '../../store/governance/records.js';
import type { RuleTree } from '../boundary/rules.js';
import type { PersonInRequest, RecordContext } from '../context.js';
import { told, type Told } from './account.js';
import { admitTo } from './authority.js';
import { byViewer, keyOf, numberOf } from './inputs.js';
import { shownSpeaker, speakerOf, type SpeakerName } from './speaker.js';
import { hidingOf } from './whereabouts.js';

/** `RecordConsentAnswerInput`, as GraphQL gives it. */
export interface ConsentInput {
  readonly nhsNumber: string;
  readonly answer: 'GIVEN' | 'REFUSED';
  readonly answeredBy?: SpeakerName | null;
  readonly relationship?: string | null;
  readonly idempotencyKey: string;
}

/** Fields of governance about consent. */
export function consentFields(rules: () => RuleTree) {
  return {
    Query: {
      consents: told('Query.consents', rules, async (args: { readonly nhsNumber: string }, context) => {
        const person = await context.person(numberOf(args.nhsNumber));
        admitTo('read consents', 'Query.consents', person, context);
        const answers = await context.surroundings.store.consentsOf(person.nhsNumber);
        const value = answers.map((answer) => shownAnswer(answer, person, context));
        return { nhsNumber: person.nhsNumber, value, entries: value.map(({ id }) => id) };
      }),
    },
    Mutation: { recordConsentAnswer: told('Mutation.recordConsentAnswer', rules, record) },
  };
}

async function record({ input }: { readonly input: ConsentInput }, context: RecordContext): Promise<Told> {
  const coordinate = 'Mutation.recordConsentAnswer';
  const person = await context.person(numberOf(input.nhsNumber));
  admitTo('record consent', coordinate, person, context);
  const idempotencyKey = keyOf(input.idempotencyKey);
  const answeredBy = await speakerOf(input.answeredBy, input.relationship, coordinate, person, context);
  const answer = await context.surroundings.store.recordConsent({
    nhsNumber: person.nhsNumber,
    answer: input.answer === 'GIVEN' ? 'given' : 'refused',
    answeredBy,
    by: byViewer(context),
    idempotencyKey,
  });
  return { nhsNumber: person.nhsNumber, value: shownAnswer(answer, person, context), entries: [answer.id] };
}

function shownAnswer(answer: StoredConsent, person: PersonInRequest, context: RecordContext) {
  const { hidden, name } = hidingOf(person, context);
  return {
    id: answer.id,
    answer: answer.answer === 'given' ? 'GIVEN' : 'REFUSED',
    answeredBy: shownSpeaker(answer.answeredBy),
    relationship: hidden('ConsentAnswer.relationship', answer.answeredBy.relationship),
    organisation: hidden('ConsentAnswer.organisation', answer.organisation),
    answeredAt: answer.answeredAt,
    recordedBy: name(answer.recordedBy),
  };
}
