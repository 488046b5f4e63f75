/** A file dropped in the folder is in the next query: R26 (every format), R28 (where it came from), R33 (one bad message stops nothing). */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ann, daysAgo, dischargeSummary, hl7, homeCare, pid, registered } from './feed-messages.js';
import { eventually, startRecord } from './record.js';

const record = await startRecord({ feeds: [registered(ann)] });

const query = `query ($of: ID!) { patient(nhsNumber: $of) {
  problemList { totalCount entries { problem { text } provenance { format messageType messageIdentifier feed system recordedAt receivedAt partner { odsCode } } } }
  allergiesAndAdverseReactions { entries { causativeAgent { text } narrative provenance { format partner { odsCode } } } }
  admissionDetails { entries { ward dateOfAdmission provenance { partner { odsCode } } } }
  servicesAndCare { entries { socialCarePackageName serviceStartDate provenance { format feed partner { odsCode } } } }
} }`;
const ask = async () => {
  const answer = await record.ask('gp', query, { of: ann });
  expect(answer.errors).toEqual([]);
  return answer.data.patient;
};
const drop = (name: string, content: string) => writeFile(join(record.dropDir, name), content);

describe('a file dropped in the folder is in the next query', () => {
  test('R26 R28 an HL7 v2 message, with who says so, in which message, and when', async () => {
    expect((await ask()).problemList).toEqual({ totalCount: 0, entries: [] });
    const before = new Date().toISOString();
    await drop(
      'admission.hl7',
      hl7(
        'hospital',
        'ADT^A01',
        [
          pid(ann),
          `PV1|1|I|Ward C7^^^RGT01||||||||||||||||V7^^^RGT^VN|||||||||||||||||||||||||${daysAgo(1)}1000`,
          `DG1|1||84114007^Heart failure^SCT||${daysAgo(1)}|F`,
        ],
        { id: 'ADMIT-1', at: `${daysAgo(1)}1015` },
      ),
    );
    const { problemList, admissionDetails } = await eventually(ask, (patient) => patient.problemList.totalCount > 0);
    const [problem] = problemList.entries;
    expect(problem.problem.text).toBe('Heart failure');
    expect(problem.provenance).toMatchObject({
      format: 'hl7v2',
      messageIdentifier: 'ADMIT-1',
      feed: 'rgt-pas',
      system: 'PAS|RGT',
      partner: { odsCode: 'RGT' },
    });
    expect(problem.provenance.messageType).toContain('A01');
    expect(Date.parse(problem.provenance.receivedAt)).toBeGreaterThanOrEqual(Math.floor(Date.parse(before) / 1000) * 1000);
    expect(admissionDetails.entries).toMatchObject([{ provenance: { partner: { odsCode: 'RGT' } } }]);
  });

  test('R26 a CDA discharge summary', async () => {
    await drop('discharge.xml', dischargeSummary(ann));
    const patient = await eventually(ask, ({ allergiesAndAdverseReactions }) => allergiesAndAdverseReactions.entries.length > 0);
    expect(patient.allergiesAndAdverseReactions.entries[0].provenance).toEqual({ format: 'cda', partner: { odsCode: 'RGT' } });
    expect(JSON.stringify(patient.allergiesAndAdverseReactions.entries)).toContain('Penicillin');
  });

  test('R26 a row of Client Level Data', async () => {
    await drop('adults.csv', homeCare(ann));
    const { servicesAndCare } = await eventually(ask, (patient) => patient.servicesAndCare.entries.length > 0);
    expect(servicesAndCare.entries).toMatchObject([
      {
        serviceStartDate: '2025-07-01',
        provenance: { format: 'csv', feed: 'cambridgeshire-adults', partner: { odsCode: '312' } },
      },
    ]);
  });

  test('R33 R34 what nobody can read is set aside with its reason and stops nothing', async () => {
    await drop('a-broken.hl7', 'MSH|^~\\&|PAS|RGT|SCR|SCR|20260101||ADT^A01|BAD|P|2.4\rPID|1||not a number^^^NHS^NH\r');
    await drop(
      'b-next.hl7',
      hl7('hospital', 'ADT^A31', [pid(ann), 'PV1|1|N', `DG1|1||24079001^Atopic dermatitis^SCT||${daysAgo(2)}|W`]),
    );
    await eventually(ask, (patient) => JSON.stringify(patient.problemList).includes('Atopic dermatitis'));
    // The receipt is written once the application is settled: a query may be answered before.
    const receipts = () => readdir(join(record.dropDir, 'processed'));
    await eventually(receipts, (names) => names.includes('b-next.hl7.receipt.json'));
    expect(await readdir(join(record.dropDir, 'failed'))).toEqual(['a-broken.hl7.reason.json']);
  });
});
