import { periodOf } from '../../schema/period.js';
import type { Elements, FoldedSection } from './told.js';

/** First and last millisecond of an entry's period, as they are kept; an involvement is told by its elements. */
export function keptPeriodOf(
  section: FoldedSection,
  elements: Elements,
): { startsMs: number | undefined; endsMs: number | undefined } {
  if (section === 'involvement') return { startsMs: undefined, endsMs: undefined };
  const { startsMs, endsMs } = periodOf(section, elements);
  return { startsMs, endsMs };
}
