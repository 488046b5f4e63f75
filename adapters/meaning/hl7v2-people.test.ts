/** Who a person is and what is known of them, by HL7 v2. */
import { afterAll, describe, expect, test } from 'vitest';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { message, openHl7Record, pid, segment, someone } from './hl7v2-record.js';

const record = await openHl7Record();
afterAll(() => record.close());
const { inEveryOrder, take } = record;

const update = (at: string, person: NhsNumber, fields: Readonly<Record<number, string>>, ...more: readonly string[]) =>
  message('ADT^A31', at, [pid(person, fields), ...more]);
const demographics = async (person: NhsNumber) => (await record.bodies(person, 'personDemographics'))[0] ?? {};
const numbers = async (person: NhsNumber) => {
  const details = (await demographics(person))['personsContactDetails'] as
    { personsTelephoneNumberDetails?: readonly { personsTelephoneNumber: string }[] } | undefined;
  return (details?.personsTelephoneNumberDetails ?? []).map((one) => one.personsTelephoneNumber);
};

describe('what is known of a person', () => {
  test('is deleted by HL7 null and left by silence', async () => {
    const first = (of: NhsNumber) => update('202601010900', of, { 11: '7 Fen Lane^^Cambridge', 16: 'M', 17: 'C22' });
    const second = (of: NhsNumber) => update('202601020900', of, { 11: '""', 16: '' });
    const read = async (person: NhsNumber) => {
      const { personsAddress, maritalStatus, religion } = await demographics(person);
      return [personsAddress, maritalStatus !== undefined, religion !== undefined];
    };
    await inEveryOrder((of) => [first(of), second(of)], read, [undefined, true, true]);
  });

  test('keeps the work number when only the home number is sent, and the reverse', async () => {
    const both = (of: NhsNumber) => update('202601010900', of, { 13: '01223000001^PRN^PH', 14: '01223000002^WPN^PH' });
    const home = (of: NhsNumber) => update('202601020900', of, { 13: '01223000003^PRN^PH' });
    const work = (of: NhsNumber) => update('202601030900', of, { 14: '""' });
    await inEveryOrder((of) => [both(of), home(of)], numbers, ['01223000003', '01223000002']);
    await inEveryOrder((of) => [both(of), home(of), work(of)], numbers, ['01223000003']);
  });

  test('keeps a partial date partial', async () => {
    const person = someone();
    await take(update('202601010900', person, { 7: '1980' }));
    expect(await demographics(person)).toMatchObject({ dateOfBirth: '1980' });
    await take(update('202601020900', person, { 7: '198005' }));
    expect(await demographics(person)).toMatchObject({ dateOfBirth: '1980-05' });
  });

  test('includes that they sign, until another language is said', async () => {
    const needs = async (person: NhsNumber) =>
      (await record.bodies(person, 'individualRequirements')).map(
        ({ otherIndividualRequirements: other }) => (other as { otherIndividualRequirement: string }).otherIndividualRequirement,
      );
    const signs = (of: NhsNumber) => update('202601010900', of, { 15: 'q4' });
    await inEveryOrder((of) => [signs(of), update('202601020900', of, {})], needs, ['Communicates in British Sign Language']);
    await inEveryOrder((of) => [signs(of), update('202601020900', of, { 15: 'en' })], needs, []);
  });

  test('is emptied when the sender deletes the person, nothing clinical with it, and filled again by the next', async () => {
    const person = someone();
    const known = { 5: 'EXAMPLEWORTH^Ada', 13: '01223000001^PRN^PH' };
    await take(update('202601010900', person, known, 'AL1|1|DA|A1^One', 'PD1|||SURGERY^^Y99901'));
    await take(message('ADT^A29', '202601020900', [pid(person)]));
    expect([await demographics(person), await numbers(person)]).toEqual([{ nhsNumber: person }, []]);
    expect(await record.bodies(person, 'allergiesAndAdverseReactions')).toHaveLength(1);
    await take(message('ADT^A28', '202601030900', [pid(person, known)]));
    expect(await numbers(person)).toEqual(['01223000001']);
  });
});

describe('a dissent from sharing', () => {
  const said = (at: string, person: NhsNumber, zu8: string) => update(at, person, {}, segment('ZU8', { 2: zu8 }));
  const objections = async (person: NhsNumber) => (await record.store.readPerson(person, [])).facts.objections.length;

  test('is never removed by HL7 null, by silence or by an unknown consent', async () => {
    for (const silent of ['""', '', '3']) {
      await inEveryOrder((of) => [said('202601010900', of, '2'), said('202601020900', of, silent)], objections, 1);
    }
  });

  test('is withdrawn by an express consent that is newer, and not by one that is older', async () => {
    await inEveryOrder((of) => [said('202601010900', of, '2'), said('202601020900', of, '1')], objections, 0);
    await inEveryOrder((of) => [said('202601020900', of, '2'), said('202601010900', of, '1')], objections, 1);
  });
});

describe('lists of an update', () => {
  const allergies = async (person: NhsNumber) =>
    (await record.bodies(person, 'allergiesAndAdverseReactions'))
      .map(({ causativeAgent }) => (causativeAgent as { text: string }).text)
      .toSorted();
  const a08 = (at: string, person: NhsNumber, sender: string, ...al1: readonly string[]) =>
    message('ADT^A08', at, [pid(person), 'PV1|1|N', ...al1], sender);

  test('replace what the same partner listed before, and never what another did', async () => {
    const trust = (of: NhsNumber) => a08('202601010900', of, 'PAS|RGT', 'AL1|1|DA|P^Penicillin', 'AL1|2|FA|N^Nuts');
    const other = (of: NhsNumber) => a08('202601010930', of, 'MEDWAY|RGN', 'AL1|1|DA|L^Latex');
    const later = (of: NhsNumber) => a08('202601020900', of, 'PAS|RGT', 'AL1|1|DA|P^Penicillin');
    await inEveryOrder((of) => [trust(of), other(of), later(of)], allergies, ['Latex', 'Penicillin']);
  });

  test('say nothing when they are not there', async () => {
    const listed = (of: NhsNumber) => a08('202601010900', of, 'PAS|RGT', 'AL1|1|DA|P^Penicillin');
    await inEveryOrder((of) => [listed(of), a08('202601020900', of, 'PAS|RGT')], allergies, ['Penicillin']);
  });

  test('of "no known allergies" are one entry with its date and source, replaced by the first allergy that is found', async () => {
    const none = (of: NhsNumber) => a08('202601010900', of, 'PAS|RGT', 'AL1|1||716186003^No known allergy^SCT|||20251230');
    const person = someone();
    await take(none(person));
    const { entries } = await record.store.readPerson(person, ['allergiesAndAdverseReactions']);
    expect(entries).toMatchObject([
      {
        partner: 'RGT',
        body: {
          noKnownAllergy: true,
          personCompletingRecord: { dateCompleted: '2025-12-30' },
          provenance: { system: 'PAS|RGT' },
        },
      },
    ]);
    await inEveryOrder((of) => [none(of), a08('202601020900', of, 'PAS|RGT', 'AL1|1|DA|P^Penicillin')], allergies, [
      'Penicillin',
    ]);
  });
});

describe('identifiers', () => {
  const fact = (at: string, pid3: string, agent: string) =>
    message('ADT^A31', at, [segment('PID', { 1: '1', 3: pid3 }), `AL1|1|DA|${agent}^${agent}`]);
  const local = (person: NhsNumber, name: string) => `${name}${person}^^^RGT^MR`;
  const agents = async (person: NhsNumber) =>
    (await record.bodies(person, 'allergiesAndAdverseReactions'))
      .map(({ causativeAgent }) => (causativeAgent as { text: string }).text)
      .toSorted();
  const merge = (type: string, at: string, kept: string, gone: string) =>
    message(type, at, [segment('PID', { 1: '1', 3: kept }), segment('MRG', { 1: gone })]);

  test('merged one after the other lead to the last, in whatever order it is told', async () => {
    await inEveryOrder(
      (of) => [
        fact('202601010900', local(of, 'A'), 'One'),
        merge('ADT^A40', '202601020900', local(of, 'B'), local(of, 'A')),
        merge('ADT^A34', '202601030900', local(of, 'C'), local(of, 'B')),
        message('ADT^A31', '202601040900', [segment('PID', { 1: '1', 3: `${of}^^^NHS^NH~${local(of, 'C')}` })]),
      ],
      agents,
      ['One'],
    );
  });

  test('changed (A47) lead to the new one', async () => {
    await inEveryOrder(
      (of) => [
        fact('202601010900', local(of, 'A'), 'One'),
        merge('ADT^A47', '202601020900', `${of}^^^NHS^NH~${local(of, 'B')}`, local(of, 'A')),
      ],
      agents,
      ['One'],
    );
  });

  test('in a circle are refused, and the merge that was stated first stands', async () => {
    const [one, two] = [someone(), someone()];
    const nhs = (person: NhsNumber) => `${person}^^^NHS^NH`;
    expect(await take(merge('ADT^A40', '202601010900', nhs(two), nhs(one)))).toEqual([]);
    expect(await take(merge('ADT^A40', '202601020900', nhs(one), nhs(two)))).toEqual(['MERGE_CYCLE']);
    expect((await record.store.readPerson(one, [])).facts.nhsNumber).toBe(two);
  });

  test('linked (A24) share one record, and are apart again once unlinked (A37)', async () => {
    const two = (type: string, at: string, of: NhsNumber) =>
      message(type, at, [pid(of), segment('PID', { 1: '2', 3: local(of, 'X') })]);
    const said = (of: NhsNumber) => fact('202601010900', local(of, 'X'), 'One');
    await inEveryOrder((of) => [said(of), two('ADT^A24', '202601020900', of)], agents, ['One']);
    await inEveryOrder((of) => [said(of), two('ADT^A24', '202601020900', of), two('ADT^A37', '202601030900', of)], agents, []);
    await inEveryOrder((of) => [said(of), two('ADT^A37', '202601020900', of), two('ADT^A24', '202601030900', of)], agents, [
      'One',
    ]);
  });

  test('merged by mistake are apart again once unlinked, each with its own facts', async () => {
    const [one, two] = [someone(), someone()];
    const nhs = (person: NhsNumber) => `${person}^^^NHS^NH`;
    await take(fact('202601010900', nhs(one), 'One'), fact('202601010900', nhs(two), 'Two'));
    await take(merge('ADT^A40', '202601020900', nhs(one), nhs(two)));
    expect(await agents(two)).toEqual(['One', 'Two']);
    await take(message('ADT^A37', '202601030900', [pid(one), pid(two, { 1: '2' })]));
    expect([await agents(one), await agents(two)]).toEqual([['One'], ['Two']]);
  });
});
