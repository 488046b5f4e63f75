/** R31: merged numbers lead to one person, whatever the order of arrival. */
import { describe, expect, test } from 'vitest';
import { syntheticNhsNumber } from '../cli/population/nhs-numbers.js';
import { attended, hl7, pid, registered } from './feed-messages.js';
import { startRecord } from './record.js';

const record = await startRecord();

/** Two NHS numbers of nobody else, and what is said under each of them. */
function pair(n: number) {
  const [survivor, retired] = [syntheticNhsNumber(2 * n + 1), syntheticNhsNumber(2 * n + 2)];
  return {
    survivor,
    retired,
    ofSurvivor: registered(survivor, { given: 'Zoe' }),
    ofRetired: attended(retired, 4, '49436004^Atrial fibrillation^SCT', `V-OLD-${n}`),
    merge: hl7('granta', 'ADT^A40', [pid(survivor, { given: 'Zoe' }), `MRG|${retired}^^^NHS^NH`]),
    again: hl7('hospital', 'ADT^A40', [pid(survivor, { given: 'Zoe' }), `MRG|${retired}^^^NHS^NH`]),
  };
}
type Pair = ReturnType<typeof pair>;
const pairs = Array.from({ length: 6 }, (_, n) => pair(n));

const query = `query ($of: ID!) { patient(nhsNumber: $of) { nhsNumber
  personDemographics { entries { personName { personFirstName } provenance { partner { odsCode } } } }
  problemList { totalCount entries { id problem { text } } } contactsWithProfessionals { totalCount } } }`;

async function bothWays({ survivor, retired }: Pair): Promise<[unknown, unknown]> {
  const [now, before] = await Promise.all([survivor, retired].map((of) => record.ask('gp', query, { of })));
  expect([...now!.errors, ...before!.errors]).toEqual([]);
  return [now!.data.patient, before!.data.patient];
}

describe('two NHS numbers of one person', () => {
  test.each([
    ['the facts first, then the merge', 0, ['ofSurvivor', 'ofRetired', 'merge']],
    ['the merge first', 1, ['merge', 'ofSurvivor', 'ofRetired']],
    ['the merge between them', 2, ['ofRetired', 'merge', 'ofSurvivor']],
    ['the merge told by two partners', 3, ['ofRetired', 'merge', 'ofSurvivor', 'again']],
  ] as const)('R31 lead to one record: %s', async (_order, n, feeds) => {
    // One after the other, as they arrive.
    for (const file of feeds) await record.take(pairs[n]![file]);
    const [now, before] = await bothWays(pairs[n]!);
    expect(now).toMatchObject({
      problemList: { totalCount: 1, entries: [{ problem: { text: 'Atrial fibrillation' } }] },
      contactsWithProfessionals: { totalCount: 1 },
    });
    expect(before).toEqual({ ...(now as object), nhsNumber: (before as { nhsNumber: string }).nhsNumber });
  });

  test('R31 are two people as long as nobody merged them', async () => {
    const { ofSurvivor, ofRetired, survivor, retired } = pairs[4]!;
    await record.take(ofSurvivor, ofRetired);
    const now = await record.ask('gp', query, { of: survivor });
    expect(now.data.patient).toMatchObject({ problemList: { totalCount: 0, entries: [] } });
    // The practice has nothing to do with the other.
    const before = await record.ask('gp', query, { of: retired });
    expect(before.errors.map(({ extensions }) => extensions.reason)).toContain('NO_RELATIONSHIP');
  });

  test('R11 R31 an objection under either number hides both', async () => {
    const merged = pairs[5]!;
    await record.take(merged.ofSurvivor, merged.ofRetired, merged.merge);
    const made = await record.ask(
      'gp',
      'mutation ($of: ID!) { recordObjection(input: { nhsNumber: $of, idempotencyKey: "one" }) { id } }',
      { of: merged.retired },
    );
    expect(made.errors).toEqual([]);
    for (const patient of await bothWays(merged)) expect(patient).toMatchObject({ problemList: { totalCount: 0, entries: [] } });
  });
});
