/** What became of files that were taken in, as words and as JSON. */
import type { IngestReport } from '../adapters/ingest.js';
import { errorCodes, type ErrorCode } from '../schema/errors.js';

export type ReportOfFiles = IngestReport & { readonly files: number };

export function asJson(report: ReportOfFiles) {
  const { quarantined, unread: _, viaInbox: __, ...counts } = report;
  return { ...counts, quarantinedUnits: quarantined.filter(({ whole }) => whole).length, quarantined };
}

export function asWords({
  files,
  read,
  stored,
  duplicates,
  entries,
  quarantined,
  withdrawn,
  held,
  superseded,
}: ReportOfFiles): string {
  const lines = [
    `Read ${count(read, 'message, document or row', 'messages, documents and rows')} from ${count(files, 'file')}.`,
    `Stored ${stored} (${count(entries, 'entry', 'entries')} put or changed)${duplicates === 0 ? '' : `; ${duplicates} known already`}.`,
  ];
  if (withdrawn !== undefined) lines.push(`Took back ${count(withdrawn, 'event that was', 'events that were')} left out.`);
  for (const one of held ?? []) {
    lines.push(
      `Held: it names ${one.named} of the ${one.expected} events that the last file had in its period. ` +
        `scr feeds confirm ${one.submission} applies it, scr feeds discard ${one.submission} drops it.`,
    );
  }
  if (superseded) lines.push('Superseded: a newer file of the feed was applied.');
  const byCode = new Map<ErrorCode, IngestReport['quarantined'][number][]>();
  for (const one of quarantined) byCode.set(one.code, [...(byCode.get(one.code) ?? []), one]);
  for (const [code, all] of byCode) {
    const whole = all.filter((one) => one.whole).length;
    const parts = all.length - whole;
    const what = [...(whole > 0 ? [`${whole} whole`] : []), ...(parts > 0 ? [count(parts, 'part')] : [])].join(', ');
    lines.push(`Quarantined ${what}: ${code}. ${errorCodes[code]}`);
    for (const { fileName, location } of all.slice(0, 5))
      lines.push(`  ${fileName === undefined ? '' : `${fileName}: `}${location}`);
    if (all.length > 5) lines.push(`  … and ${all.length - 5} more`);
  }
  return `${lines.join('\n')}\n`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
