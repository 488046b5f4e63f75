import { dictionaries, HL7Version } from 'hl7v2-dictionary';

const known = [HL7Version.v2_4, HL7Version.v2_5_1, HL7Version.v2_8].flatMap(
  (version) => dictionaries[version as HL7Version] ?? [],
);

/** The UK's own segments (HL7 UK A.3, chapter 3). */
const ukSegments: Readonly<Record<string, { readonly title: string; readonly fields: Readonly<Record<number, string>> }>> = {
  ZU1: {
    title: 'Additional PV data (UK)',
    fields: {
      1: 'Decision to admit date',
      2: 'Intended management',
      3: 'Coding status',
      4: 'Episode start',
      5: 'Episode end',
      6: 'Main specialty',
      7: 'Treatment specialty',
      9: 'Neonatal level of care',
      10: 'Overseas visitor status',
      13: 'Source of referral',
      14: 'Service type requested',
      15: 'Referral received date',
      16: 'Referral date',
      17: 'Referral method',
      18: 'Referral written date',
      22: 'Medically fit for discharge',
      23: 'Ready for discharge',
      24: 'Delay reason',
      27: 'NHS number tracing status',
    },
  },
  ZU3: {
    title: 'Attendance details (UK)',
    fields: {
      1: 'Location type',
      2: 'Staff type',
      3: 'Attended or did not attend',
      4: 'Outcome of attendance',
      5: 'Transport',
      6: 'Class',
      7: 'Diary',
      8: 'Appointment type',
      12: 'First attendance',
      13: 'Cancelled by',
      14: 'Source',
    },
  },
  ZU4: { title: 'Waiting list (UK)', fields: {} },
  ZU5: { title: 'Psychiatric census (UK)', fields: {} },
  ZU6: { title: 'Labour and delivery (UK)', fields: {} },
  ZU7: { title: 'Birth (UK)', fields: {} },
  ZU8: {
    title: 'Miscellaneous demographics (UK)',
    fields: { 1: 'Sexual orientation', 2: 'Consent to share', 3: 'Consent to summary care record', 4: 'Location hiding' },
  },
};

/** What HL7 calls a segment. */
export function segmentTitle(segment: string): string {
  return ukSegments[segment]?.title ?? known.map(({ segments }) => segments[segment]?.desc).find(Boolean) ?? '';
}

/** What HL7 calls a leaf: its field, and its component where it has more than one. */
export function leafTitle(leaf: string): string {
  const [, segment = '', field = '', component = ''] = /^(\w{3})-(\d+)\.(\d+)/.exec(leaf) ?? [];
  const uk = ukSegments[segment]?.fields[Number(field)];
  const found = known.map(({ segments }) => segments[segment]?.fields[Number(field)]).find((each) => each !== undefined);
  const name = (uk ?? found?.desc ?? '').replaceAll(/\s*[*#+]\s*$/g, '').trim();
  const part = known.map(({ types }) => types[found?.type ?? '']?.fields?.[Number(component)]?.desc).find(Boolean);
  return part === undefined || uk !== undefined ? name : `${name} › ${part}`;
}
