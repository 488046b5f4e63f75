import type { FileOutcome } from '../../store/files/file-store.js';
import type { IngestReport } from '../ingest.js';

const mostReasons = 1_000;

/** What is kept of what became of a file. */
export function outcomeOf(report: IngestReport): FileOutcome {
  const { quarantined, held, superseded, unread: isUnread, viaInbox, ...counts } = report;
  const refused = quarantined.filter(({ code }) => code !== 'ROW_EXCLUDED');
  // A partner whose sources are asked on demand: nothing it sends is kept.
  const mustNotBeKept = quarantined.some(({ code }) => code === 'VIEW_ONLY_PARTNER');
  return {
    ...counts,
    state: held !== undefined ? 'held' : superseded ? 'superseded' : refused.length > 0 ? 'quarantined' : 'applied',
    quarantined: [...refused, ...quarantined.filter(({ code }) => code === 'ROW_EXCLUDED')]
      .slice(0, mostReasons)
      .map(({ code, location, whole }) => ({ code, location, whole })),
    refused: quarantined.length,
    ...(held?.[0] === undefined ? {} : { held: held[0] }),
    ...(viaInbox ? { viaInbox } : {}),
    ...(isUnread && !mustNotBeKept ? { keepsBytes: true } : {}),
  };
}
