/** A subgraph that is asked directly, or by a gateway elsewhere, answers as carefully as the whole graph does. */
import { beforeAll, describe, expect, test } from 'vitest';
import { RecordError } from '../schema/errors.js';
import { entry, known, serve, type ReadSide } from './held-in-memory.js';

const ann = '9990000018';
const broken = '9990000034';
const entities =
  'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { nhsNumber problemList { totalCount entries { id } } } } }';
const of = (...nhsNumbers: readonly unknown[]) => ({ of: nhsNumbers.map((nhsNumber) => ({ __typename: 'Patient', nhsNumber })) });

let read = 0;
let encounters: ReadSide;
beforeAll(async () => {
  encounters = await serve(
    (nhsNumber) => {
      read++;
      if (nhsNumber === broken) throw new RecordError('STORE_UNAVAILABLE', { detail: 'PostgreSQL 57P01' });
      return { facts: known(nhsNumber, ['RGT']), entries: [entry('problemList', 'RGT', 'one', {})] };
    },
    { only: 'encounters' },
  );
});

describe('a subgraph on its own', () => {
  test('shows the person, and tells the audit', async () => {
    const answer = await encounters.ask('hospital-doctor', entities, of(ann));
    expect(answer.data._entities).toEqual([{ nhsNumber: ann, problemList: { totalCount: 1, entries: [{ id: 'one' }] } }]);
    expect(answer.disclosures).toMatchObject([{ nhsNumber: ann, subgraphs: ['encounters'] }]);
  });

  test('says an outage by its code and place, and shows the others', async () => {
    const answer = await encounters.ask('hospital-doctor', entities, of(broken, ann));
    expect(answer.data._entities).toMatchObject([null, { nhsNumber: ann }]);
    expect(answer.errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'STORE_UNAVAILABLE' } }]);
    expect(answer.text).not.toContain('57P01');
  });

  test.each([
    ['no number', undefined],
    ['a number that is not text', 9_990_000_018],
    ['something else', { secret: true }],
    ['a wrong number', '9990000019'],
  ])('says of a reference with %s what is wrong with it', async (_what, nhsNumber) => {
    const answer = await encounters.ask('hospital-doctor', entities, of(nhsNumber));
    expect(answer.data._entities).toEqual([null]);
    expect(answer.errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'BAD_NHS_NUMBER' } }]);
    expect(answer.disclosures).toEqual([]);
  });

  test('says which variable does not fit, without its value', async () => {
    const answer = await encounters.ask('hospital-doctor', entities, { of: [null] });
    expect(answer).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
    expect(answer.errors[0]!.message).toContain('Variable "$of"');
  });

  test('reads nobody for a list of references that no operation needs', async () => {
    read = 0;
    const answer = await encounters.ask('hospital-doctor', entities, of(...Array.from({ length: 101 }, () => ann)));
    expect(answer).toMatchObject({ data: null, codes: ['OPERATION_TOO_LARGE'], disclosures: [] });
    expect(read).toBe(0);
  });
});
