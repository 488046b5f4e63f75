/** Objections: recorded, read, withdrawn, reviewed (R11 to R17). */
import type { Section } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import { isSection } from '../../schema/sections.js';
import type { NewObjection, ObjectionReview, OfPerson, StoredObjection } from '../../store/governance/records.js';
import type { RuleTree } from '../boundary/rules.js';
import type { PersonInRequest, RecordContext } from '../context.js';
import { told, type Told } from './account.js';
import { admitTo, may } from './authority.js';
import { badRequest, byViewer, changeOf, keyOf, numberOf, wordsOf, type Versioned } from './inputs.js';
import { shownSpeaker, speakerOf, type SpeakerName } from './speaker.js';
import { hidingOf } from './whereabouts.js';

/** `RecordObjectionInput`, as GraphQL gives it. */
export interface ObjectionInput {
  readonly nhsNumber: string;
  readonly sections?: readonly string[] | null;
  readonly sourcePartners?: readonly string[] | null;
  readonly recipientPartners?: readonly string[] | null;
  readonly objector?: SpeakerName | null;
  readonly relationship?: string | null;
  readonly reason?: string | null;
  readonly idempotencyKey: string;
}

/** `ReviewObjectionInput`, as GraphQL gives it. */
export interface ReviewInput extends Versioned {
  readonly to: 'RECORDED' | 'UNDER_REVIEW' | 'UPHELD' | 'NOT_UPHELD';
  readonly ground?: string | null;
}

/** Fields of governance about objections. */
export function objectionFields(rules: () => RuleTree) {
  return {
    Query: {
      objections: told('Query.objections', rules, async (args: { readonly nhsNumber: string }, context) => {
        const person = await context.person(numberOf(args.nhsNumber));
        admitTo('read objections', 'Query.objections', person, context);
        const objections = await context.surroundings.store.objectionsOf(person.nhsNumber);
        const value = objections.map((objection) => shownObjection(objection, person, context));
        return { nhsNumber: person.nhsNumber, value, entries: value.map(({ id }) => id) };
      }),
    },
    Mutation: {
      recordObjection: told('Mutation.recordObjection', rules, record),
      withdrawObjection: told('Mutation.withdrawObjection', rules, withdraw),
      reviewObjection: told('Mutation.reviewObjection', rules, review),
    },
  };
}

async function record({ input }: { readonly input: ObjectionInput }, context: RecordContext): Promise<Told> {
  const coordinate = 'Mutation.recordObjection';
  const { profile, store } = context.surroundings;
  const person = await context.person(numberOf(input.nhsNumber));
  admitTo('record objection', coordinate, person, context);
  const scope = scopeOf(input, context);
  const reason = wordsOf(input.reason, 'input.reason');
  const idempotencyKey = keyOf(input.idempotencyKey);
  const objector = await speakerOf(input.objector, input.relationship, coordinate, person, context);
  const { userId, organisation, role } = byViewer(context);
  const recorded = await store.recordObjection({
    nhsNumber: person.nhsNumber,
    ...scope,
    ...(reason === undefined ? {} : { reason }),
    objector,
    underReview: profile.objections.reviewed,
    recordedBy: userId,
    organisation,
    role,
    idempotencyKey,
  });
  return toldOf(recorded, person, context);
}

async function withdraw(args: Versioned, context: RecordContext): Promise<Told> {
  const person = await personOfObjection(args.id, 'withdraw objection', 'Mutation.withdrawObjection', context);
  return toldOf(await context.surroundings.store.withdrawObjection(changeOf(args, '', context)), person, context);
}

const goesTo = { UNDER_REVIEW: 'under-review', UPHELD: 'upheld', NOT_UPHELD: 'not-upheld' } as const;

async function review({ input }: { readonly input: ReviewInput }, context: RecordContext): Promise<Told> {
  const person = await personOfObjection(input.id, 'review objection', 'Mutation.reviewObjection', context);
  if (input.to === 'RECORDED') throw badRequest('input.to', 'a review goes to UNDER_REVIEW, UPHELD or NOT_UPHELD');
  const to: ObjectionReview['to'] = goesTo[input.to];
  const ground = groundOf(input, context);
  const step: ObjectionReview = { ...changeOf(input, 'input.', context), to, ...(ground === undefined ? {} : { ground }) };
  return toldOf(await context.surroundings.store.reviewObjection(step), person, context);
}

/** R15: an objection is not upheld on a ground of the profile, and on nothing else. */
function groundOf({ to, ground }: ReviewInput, { surroundings }: RecordContext): string | undefined {
  const named = ground?.trim();
  if (to !== 'NOT_UPHELD') {
    if (named !== undefined && named !== '') throw badRequest('input.ground', 'is for NOT_UPHELD only');
    return undefined;
  }
  if (surroundings.profile.objections.grounds.some(({ code }) => code === named)) return named;
  throw badRequest('input.ground', 'name a ground of sharingRules.objections.grounds');
}

/** The person of an objection, where the viewer may do this with it; whoever may not is not told whether there is one. */
async function personOfObjection(
  id: string,
  act: 'withdraw objection' | 'review objection',
  coordinate: string,
  context: RecordContext,
): Promise<PersonInRequest> {
  const allowed = may(coordinate, act)(context);
  if (allowed !== true) throw allowed;
  const held = await context.surroundings.store.objection(id);
  if (held === undefined) throw new RecordError('NOT_FOUND');
  const person = await context.person(held.nhsNumber);
  admitTo(act, coordinate, person, context);
  return person;
}

type Scope = Pick<NewObjection, 'sections' | 'sourcePartners' | 'recipientPartners'>;

/**
 * What the input objects to. Whatever would be recorded and then hide nothing is refused: a section or
 * partner that does not exist, or an empty list, which some callers mean as all and others as none.
 * @throws RecordError BAD_REQUEST
 */
function scopeOf(input: ObjectionInput, context: RecordContext): Scope {
  const { partners } = context.surroundings;
  const named = (field: 'sections' | 'sourcePartners' | 'recipientPartners', exists: (name: string) => boolean) => {
    const names = input[field];
    if (names == null) return undefined;
    if (names.length === 0) throw badRequest(`input.${field}`, 'leave it out to mean all; an empty list means nothing');
    if (!names.every(exists))
      throw badRequest(`input.${field}`, `names something that is not ${field === 'sections' ? 'a section' : 'a partner'}`);
    return [...new Set(names)].sort();
  };
  const sections = named('sections', isSection) as readonly Section[] | undefined;
  const sourcePartners = named('sourcePartners', (ods) => partners.has(ods));
  const recipientPartners = named('recipientPartners', (ods) => partners.has(ods));
  return {
    ...(sections === undefined ? {} : { sections }),
    ...(sourcePartners === undefined ? {} : { sourcePartners }),
    ...(recipientPartners === undefined ? {} : { recipientPartners }),
  };
}

function toldOf(
  objection: StoredObjection | (StoredObjection & OfPerson),
  person: PersonInRequest,
  context: RecordContext,
): Told {
  return { nhsNumber: person.nhsNumber, value: shownObjection(objection, person, context), entries: [objection.id] };
}

/** An objection as readers see it. */
function shownObjection(objection: StoredObjection, person: PersonInRequest, context: RecordContext) {
  const { hidden, name } = hidingOf(person, context);
  const { objector = { speaker: 'person' }, review: step } = objection;
  return {
    id: objection.id,
    version: objection.version,
    scope: {
      sections: objection.sections ?? null,
      sourcePartners: hidden('Objection.scope.sourcePartners', objection.sourcePartners),
      recipientPartners: hidden('Objection.scope.recipientPartners', objection.recipientPartners),
    },
    recordedAt: objection.recordedAt,
    recordedBy: name(objection.recordedBy),
    objector: shownSpeaker(objector),
    relationship: hidden('Objection.relationship', objector.relationship),
    reason: hidden('Objection.reason', objection.reason),
    state: objection.state.toUpperCase().replace('-', '_'),
    review:
      step === undefined
        ? null
        : {
            reviewedAt: step.reviewedAt,
            reviewedBy: name(step.reviewedBy),
            ground: step.ground ?? null,
            reason: hidden('Objection.review.reason', step.reason),
          },
    withdrawnAt: objection.withdrawnAt ?? null,
  };
}
