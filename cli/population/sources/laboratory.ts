import type { FeedFile } from '../feed-file.js';
import { later, type Moment } from '../calendar.js';
import { oru, type Report, type ResultLine } from '../messages/oru.js';
import type { Hl7Sender } from '../messages/hl7-segment.js';
import { habitsOf, type Views } from '../views.js';
import type { Concept } from '../words/clinical.js';
import { type PanelKind, panels } from '../words/tests.js';
import { abnormalFlag, resultValue } from './result-values.js';
import { soonAfter, type Teller } from './teller.js';

/** One panel, as a report. */
export function panelReport(teller: Teller, panel: PanelKind, collected: Moment, status: Report['status'] = 'F'): Report {
  const { random } = teller;
  const lines = panel.tests.map((test): ResultLine => {
    if (test.loinc.code === '1988-5' && random.chance(0.4))
      return { test: test.loinc, kind: 'SN', value: '<5', unit: test.unit, range: `${test.low}-${test.high}`, abnormal: 'N' };
    const value = resultValue(random, test);
    return {
      test: test.loinc,
      kind: 'NM',
      value,
      unit: test.unit,
      range: `${test.low}-${test.high}`,
      abnormal: abnormalFlag(value, test),
    };
  });
  return {
    number: teller.key('L'),
    investigation: panel.loinc,
    system: 'LN',
    collected,
    requestedBy: teller.clinician(),
    performedBy: { given: 'Jonas', family: 'Ekberg', title: 'Dr' },
    status,
    lines,
  };
}

/** Blood tests of the last months. The first is sent as preliminary, then final; one result is corrected later. */
export function laboratoryFiles(
  teller: Teller,
  views: Views,
  sender: Hl7Sender,
  ods: string,
  count: number,
): readonly FeedFile[] {
  const { random, calendar } = teller;
  const habits = habitsOf[ods];
  const known = views(ods);
  const send = (at: Moment, report: Report): FeedFile =>
    oru(
      sender,
      soonAfter(at, 0, calendar.now),
      teller.control(sender.application === 'LIMS' ? 'LAB' : ods),
      known,
      report,
      habits,
    );
  return Array.from({ length: count }, (_, index) => panels[index % panels.length]!).flatMap((panel, index) => {
    const collected = calendar.ago(2 + index * random.int(6, 25), 8, random.int(0, 50));
    const report = panelReport(teller, panel, collected);
    const reported = later(collected, 180);
    if (index === 0) return [send(later(collected, 60), { ...report, status: 'P' }), send(reported, report)];
    if (index !== 1) return [send(reported, report)];
    const [first, ...rest] = report.lines;
    const corrected: ResultLine = {
      ...first!,
      value: `${Number.parseFloat(first!.value.replace('<', '')) + 4}`,
      kind: 'NM',
      abnormal: 'A',
      note: 'Corrected: the first value was of a haemolysed sample.\nPlease disregard it.',
    };
    return [send(reported, report), send(later(reported, 300), { ...report, status: 'C', lines: [corrected, ...rest] })];
  });
}

const imaging: readonly { readonly kind: Concept; readonly report: string }[] = [
  {
    kind: { code: '399208008', term: 'Plain chest X-ray' },
    report: 'Heart size normal.\nThe lungs are clear.\nNo pneumothorax or effusion.',
  },
  {
    kind: { code: '303653007', term: 'Computed tomography of head' },
    report: 'No haemorrhage, no mass.\nAge-related change only.',
  },
  { kind: { code: '40701008', term: 'Echocardiography' }, report: 'Good left ventricular function; ejection fraction ~ 60 %.' },
  { kind: { code: '29303009', term: 'Electrocardiographic procedure' }, report: 'Sinus rhythm, 72 /min. QTc 430 ms.' },
];

/** Reports in words: X-ray, scan, tracing. */
export function imagingFiles(teller: Teller, views: Views, sender: Hl7Sender, ods: string, count: number): readonly FeedFile[] {
  const { random, calendar } = teller;
  return random.some(imaging, count).map(({ kind, report }) => {
    const collected = calendar.ago(random.int(4, 200), 13);
    return oru(
      sender,
      soonAfter(collected, 200, calendar.now),
      teller.control(sender.application === 'LIMS' ? 'LAB' : ods),
      views(ods),
      {
        number: teller.key('I'),
        investigation: kind,
        system: 'SNCT',
        collected,
        requestedBy: teller.clinician(),
        performedBy: { given: 'Parveen', family: 'Chaudhry-Lind', title: 'Dr' },
        status: 'F',
        lines: [{ test: kind, kind: 'TX', value: report }],
      },
      habitsOf[ods],
    );
  });
}
