import type { Refused, Statement } from '../schema/entry.js';
import type { Translated } from '../schema/feed.js';
import { changeFaults, entryFaults, type EntryFault } from '../schema/validate.js';

/**
 * `translated` without the entries that do not fit their section: each becomes a refused part and the rest stands.
 * Lists still name the keys of entries that were refused, so that an earlier good version of one does not end.
 */
export function withValidEntriesOnly(translated: Translated): Translated {
  const refused: Refused[] = [];
  const { statements } = translated.translation;
  const valid = statements.filter((statement, index) => {
    const faults = faultsOf(statement);
    if (faults.length === 0) return true;
    refused.push(refusal(statement as EntryStatement, faults, `statement ${index + 1} of ${statements.length}`));
    return false;
  });
  if (refused.length === 0) return translated;
  return { translation: { ...translated.translation, statements: valid }, refused: [...translated.refused, ...refused] };
}

type EntryStatement = Extract<Statement, { readonly kind: 'put' | 'patch' }>;

function faultsOf(statement: Statement): readonly EntryFault[] {
  if (statement.kind === 'put') return entryFaults(statement.section, statement.body);
  if (statement.kind !== 'patch') return [];
  const { section, changes, nested = [] } = statement;
  return [...entryFaults(section, changes, { patch: true }), ...nested.flatMap((change) => changeFaults(section, change))];
}

/** The first fault is the place; the detail names them all. Neither holds a value. */
function refusal({ section }: EntryStatement, faults: readonly EntryFault[], which: string): Refused {
  const path = faults[0]!.path;
  return {
    code: 'ENTRY_INVALID',
    location: path === '' ? section : `${section}.${path}`,
    detail: `${which}: ${faults.map((fault) => [fault.path, fault.fault].filter(Boolean).join(' ')).join('; ')}`,
  };
}
