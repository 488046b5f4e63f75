/** What a batch of units says: each statement with its place in the order. */
import type { ObjectionStatement, SensitiveAddressStatement, Subject } from '../../schema/entry.js';
import { parseNhsNumber } from '../../schema/nhs-number.js';
import { factOf, type Fact } from './facts.js';
import type { FlagStatement } from './flags.js';
import type { Edge } from './resolve.js';
import { sourceOf, type PreparedUnit } from './units.js';

export interface Said {
  readonly facts: Fact[];
  readonly edges: Edge[];
  readonly addresses: FlagStatement<SensitiveAddressStatement>[];
  readonly objections: FlagStatement<ObjectionStatement>[];
}

/** Everything the units say; `numbers` are those of their messages. */
export function statementsOf(numbers: ReadonlyMap<PreparedUnit, number>): Said {
  const said: Said = { facts: [], edges: [], addresses: [], objections: [] };
  const inArrival = [...numbers].toSorted(([, a], [, b]) => a - b);
  for (const [unit, messageId] of inArrival) {
    const { partner } = unit.message;
    const message = { partner, source: sourceOf(unit), matter: unit.matter };
    for (const [ordinal, statement] of unit.translation.statements.entries()) {
      const order = { statedMs: unit.statedMs, messageId, ordinal };
      const stated = { ...order, partner, last: order };
      if (statement.kind === 'objection') said.objections.push({ statement, unit, order });
      else if (statement.kind === 'sensitive-address') said.addresses.push({ statement, unit, order });
      else if (statement.kind === 'link') {
        said.edges.push({ ...stated, subject: statement.subject, kind: 'link', leadsTo: statement.nhsNumber });
      } else if (statement.kind === 'merge') {
        said.edges.push({ ...stated, subject: statement.discarded, kind: 'merge', leadsTo: statement.survivor });
      } else if (statement.kind === 'unlink') {
        // A link leads from a local identifier to an NHS number: an unlink of the two is kept the same way round.
        const [subject, leadsTo] = [statement.subject, statement.from].toSorted(localFirst) as [Subject, Subject];
        said.edges.push({ ...stated, subject, kind: 'unlink', leadsTo });
      } else {
        const fact = factOf(statement, order, message);
        if (fact !== undefined) said.facts.push(fact);
      }
    }
  }
  return said;
}

function localFirst(a: Subject, b: Subject): number {
  const [isNumberA, isNumberB] = [a, b].map((subject) => (parseNhsNumber(subject) === undefined ? 0 : 1)) as [number, number];
  return isNumberA - isNumberB || (a < b ? -1 : 1);
}
