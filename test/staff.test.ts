/** R4: staff whose account ended or whose yearly training lapsed see nothing; a directory that cannot be read is an outage. */
import { expect, test } from 'vitest';
import { loadProfile } from '../schema/profile.js';
import { ann, attended, registered } from './feed-messages.js';
import { startOneSubgraph } from './one-subgraph.js';
import { startRecord, type Answer } from './record.js';

const profile = { ...loadProfile('cambridgeshire-peterborough'), training: { required: true } };
const record = await startRecord({ profile, feeds: [registered(ann), attended(ann)] });
const encounters = await startOneSubgraph(record, 'encounters');
const query = `query ($of: ID!) { patient(nhsNumber: $of) { problemList { entries { problem { text } } } } }`;
const reasons = ({ errors }: Answer) => [...new Set(errors.map(({ extensions }) => extensions.reason as string))];
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('R4 the directory decides who of the staff is answered, in the whole record and in a subgraph on its own', async () => {
  await record.store.access.loadStaff([
    { userId: '999000000011', organisation: 'Y99901', active: true, trainingValidUntil: day(10) },
    { userId: '999000000022', organisation: 'RGT', active: true, trainingValidUntil: day(-2) },
    { userId: '999000000033', organisation: 'RGT', active: false, trainingValidUntil: day(10) },
    { userId: '999000000044', organisation: 'RGN', active: true, trainingValidUntil: day(10) },
  ]);
  expect((await record.ask('gp', query, { of: ann })).text).toContain('Heart failure');
  expect(reasons(await record.ask('hospital-doctor', query, { of: ann }))).toEqual(['TRAINING_LAPSED']);
  expect(reasons(await record.ask('nurse', query, { of: ann }))).toEqual(['STAFF_INACTIVE']);
  // Known at another organisation only.
  expect(reasons(await record.ask('pharmacist', query, { of: ann }))).toEqual(['STAFF_INACTIVE']);
  // Not known at all, where training has to be on file.
  expect(reasons(await record.ask('social-worker', query, { of: ann }))).toEqual(['STAFF_INACTIVE']);
  const entities = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { problemList { entries { problem { text } } } } } }`;
  const of = [{ __typename: 'Patient', nhsNumber: ann }];
  expect(reasons(await encounters.ask('hospital-doctor', entities, { of }))).toEqual(['TRAINING_LAPSED']);
});

test('R4 a directory that cannot be read is an outage and no refusal', async () => {
  await record.sql('alter table staff_member rename to staff_member_away');
  try {
    // A user whom nobody asked about within the last seconds.
    const answer = await record.ask('paramedic', query, { of: ann });
    expect(answer.codes).toEqual(['STORE_UNAVAILABLE']);
    expect(answer.data?.patient ?? null).toBeNull();
  } finally {
    await record.sql('alter table staff_member_away rename to staff_member');
  }
});
