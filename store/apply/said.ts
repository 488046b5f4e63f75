/** What a batch of units says: each statement with its place in the order. */
import type { ObjectionStatement, SensitiveAddressStatement } from '../../schema/entry.js';
import { factOf, type Fact } from './facts.js';
import type { FlagStatement } from './flags.js';
import { edgeOf, isIdentity, personFactOf, type PersonFact } from './of-people.js';
import type { Edge } from './resolve.js';
import { sourceOf, type PreparedUnit } from './units.js';

export interface Said {
  readonly facts: Fact[];
  /** What is said of people as a whole, as it is kept; {@link edges}, {@link addresses} and {@link objections} are of these. */
  readonly ofPeople: PersonFact[];
  readonly edges: Edge[];
  readonly addresses: FlagStatement<SensitiveAddressStatement>[];
  readonly objections: FlagStatement<ObjectionStatement>[];
}

/** Everything the units say; `numbers` are those of their messages. */
export function statementsOf(numbers: ReadonlyMap<PreparedUnit, number>): Said {
  const said: Said = { facts: [], ofPeople: [], edges: [], addresses: [], objections: [] };
  const inArrival = [...numbers].toSorted(([, a], [, b]) => a - b);
  for (const [unit, messageId] of inArrival) {
    const { partner } = unit.message;
    const message = { partner, source: sourceOf(unit), matter: unit.matter };
    for (const [ordinal, statement] of unit.translation.statements.entries()) {
      const order = { statedMs: unit.statedMs, messageId, ordinal };
      const fact = factOf(statement, order, message);
      if (fact !== undefined) said.facts.push(fact);
      const ofPerson = personFactOf(statement, order, unit.message);
      if (ofPerson === undefined) continue;
      said.ofPeople.push(ofPerson);
      if (isIdentity(ofPerson)) said.edges.push(edgeOf(ofPerson));
      if (statement.kind === 'objection') said.objections.push({ statement, unit, order });
      if (statement.kind === 'sensitive-address') said.addresses.push({ statement, unit, order });
    }
  }
  return said;
}
