/** R29, R30: what a partner does not share yet is in `coverage`, with its date, and nowhere else. */
import { expect, test } from 'vitest';
import { ann, attended, daysAgo, hl7, pid, registered, resulted } from './feed-messages.js';
import { startRecord, type Asked } from './record.js';

const papworth = (type: string, segments: readonly string[]) => hl7('papworth', type, [pid(ann), ...segments]);
const record = await startRecord({
  feeds: [
    registered(ann),
    resulted(ann),
    attended(ann),
    // The profile has Royal Papworth share its results from 2027-01-15, all else already.
    papworth('ORU^R01', [
      `OBR|1|P9^PAS|L9^LIMS|1028311000000105^Troponin^SCT|||${daysAgo(2)}0830|||||||||||||||${daysAgo(2)}1200|||F`,
      `OBX|1|NM|1028311000000105^Troponin^SCT||77|ng/L^^UCUM||H|||F|||${daysAgo(2)}0830`,
    ]),
    papworth('ADT^A04', [
      `PV1|1|O|Clinic 1^^^RGM01||||||||||||||||V9^^^RGM^VN|||||||||||||||||||||||||${daysAgo(2)}1000`,
      `DG1|1||49436004^Atrial fibrillation^SCT||${daysAgo(2)}|F`,
    ]),
  ],
});

const query = `query ($of: ID!) { patient(nhsNumber: $of) {
  investigationResults { totalCount entries { investigation { text } provenance { partner { odsCode } } } coverage { partner { odsCode } status reason liveFrom explanation } }
  problemList { entries { problem { text } provenance { partner { odsCode } } } coverage { partner { odsCode } status liveFrom } } } }`;

test('R29 R30 a partner that is not yet live is in coverage with its date, and its entries are absent and not counted', async () => {
  const answer = await record.ask('gp', query, { of: ann });
  expect(answer.errors).toEqual([]);
  const { investigationResults } = answer.data.patient;
  const line = investigationResults.coverage.find((one: Asked) => one.partner.odsCode === 'RGM');
  expect(line).toEqual({
    partner: { odsCode: 'RGM' },
    status: 'NOT_YET_LIVE',
    reason: 'NOT_YET_LIVE',
    liveFrom: '2027-01-15',
    explanation: 'This partner does not share this section yet.',
  });
  expect(investigationResults.totalCount).toBe(1);
  expect(investigationResults.entries).toEqual([
    { investigation: { text: 'Serum sodium level' }, provenance: { partner: { odsCode: 'RGT' } } },
  ]);
  expect(answer.text).not.toContain('Troponin');
});

test('R30 what the same partner does share is shown', async () => {
  const { problemList } = (await record.ask('gp', query, { of: ann })).data.patient;
  expect(problemList.entries).toContainEqual({
    problem: { text: 'Atrial fibrillation' },
    provenance: { partner: { odsCode: 'RGM' } },
  });
  expect(problemList.coverage).toContainEqual({ partner: { odsCode: 'RGM' }, status: 'SHARED', liveFrom: '2025-04-07' });
});

test('R30 nobody sees what is not yet live, not even the partner that holds it', async () => {
  for (const persona of ['hospital-doctor', 'analyst'] as const) {
    const answer = await record.ask(persona, query, { of: ann });
    expect(answer.text).toContain('Serum sodium level');
    expect(answer.text).not.toContain('Troponin');
  }
});
