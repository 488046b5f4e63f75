/** Flags by which staff hide where a person is (R23), beside those by feed. */
import { RecordError } from '../../schema/errors.js';
import type { StoredAddressFlag } from '../../store/governance/records.js';
import type { RuleTree } from '../boundary/rules.js';
import type { PersonInRequest, RecordContext } from '../context.js';
import { told, type Told } from './account.js';
import { admitTo, may } from './authority.js';
import { byViewer, changeOf, keyOf, numberOf, reasonOf, type Versioned } from './inputs.js';
import { hidingOf } from './whereabouts.js';

/** `SetSensitiveAddressInput`, as GraphQL gives it. */
interface FlagInput {
  readonly nhsNumber: string;
  readonly reason: string;
  readonly idempotencyKey: string;
}

/** Fields of governance about sensitive-address flags. */
export function flagFields(rules: () => RuleTree) {
  return {
    Query: {
      sensitiveAddressFlags: told('Query.sensitiveAddressFlags', rules, async (args: { readonly nhsNumber: string }, context) => {
        const person = await context.person(numberOf(args.nhsNumber));
        admitTo('read address flags', 'Query.sensitiveAddressFlags', person, context);
        const flags = await context.surroundings.store.addressFlagsOf(person.nhsNumber);
        const value = flags.map((flag) => shownFlag(flag, person, context));
        return { nhsNumber: person.nhsNumber, value, entries: value.map(({ id }) => id) };
      }),
    },
    Mutation: {
      setSensitiveAddress: told('Mutation.setSensitiveAddress', rules, set),
      liftSensitiveAddress: told('Mutation.liftSensitiveAddress', rules, lift),
    },
  };
}

async function set({ input }: { readonly input: FlagInput }, context: RecordContext): Promise<Told> {
  const person = await context.person(numberOf(input.nhsNumber));
  admitTo('set address flag', 'Mutation.setSensitiveAddress', person, context);
  const flag = await context.surroundings.store.setAddressFlag({
    nhsNumber: person.nhsNumber,
    reason: reasonOf(input.reason, 'input.reason'),
    by: byViewer(context),
    idempotencyKey: keyOf(input.idempotencyKey),
  });
  return toldOf(flag, person, context);
}

async function lift(args: Versioned, context: RecordContext): Promise<Told> {
  const coordinate = 'Mutation.liftSensitiveAddress';
  const { store } = context.surroundings;
  const allowed = may(coordinate, 'lift address flag')(context);
  if (allowed !== true) throw allowed;
  const held = await store.addressFlag(args.id);
  if (held === undefined) throw new RecordError('NOT_FOUND');
  const person = await context.person(held.nhsNumber);
  admitTo('lift address flag', coordinate, person, context);
  return toldOf(await store.liftAddressFlag(changeOf(args, '', context)), person, context);
}

function toldOf(flag: StoredAddressFlag, person: PersonInRequest, context: RecordContext): Told {
  return { nhsNumber: person.nhsNumber, value: shownFlag(flag, person, context), entries: [flag.id] };
}

function shownFlag(flag: StoredAddressFlag, person: PersonInRequest, context: RecordContext) {
  // As it is now, not as the request found it: of a flag that stands, where it was set would say where to look.
  const standing = { facts: { ...person.facts, sensitiveAddress: person.facts.sensitiveAddress || flag.lifted === undefined } };
  const { hidden, name } = hidingOf(standing, context);
  return {
    id: flag.id,
    version: flag.version,
    organisation: hidden('SensitiveAddressFlag.organisation', flag.organisation),
    reason: hidden('SensitiveAddressFlag.reason', flag.reason),
    setAt: flag.setAt,
    setBy: name(flag.setBy),
    liftedAt: flag.lifted?.at ?? null,
    liftedBy: flag.lifted === undefined ? null : name(flag.lifted.by),
  };
}
