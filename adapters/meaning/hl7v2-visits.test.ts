/** Visits, appointments and people by HL7 v2: what their events mean, in whatever order they arrive. */
import { afterAll, describe, expect, test } from 'vitest';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { message, openHl7Record, pid, segment, someone } from './hl7v2-record.js';

const record = await openHl7Record();
afterAll(() => record.close());
const { inEveryOrder, take } = record;

const pv1 = (fields: Readonly<Record<number, string>> = {}) => segment('PV1', { 1: '1', 2: 'I', 19: 'V1', ...fields });
const adt = (event: string, at: string, person: NhsNumber, ...segments: readonly string[]) =>
  message(`ADT^${event}`, at, [pid(person), ...segments]);
const admit = (person: NhsNumber) => adt('A01', '202603020900', person, pv1({ 3: 'Ward A^^^RGT01', 44: '202603020900' }));
const stays = async (person: NhsNumber) =>
  (await record.bodies(person, 'admissionDetails')).map(({ ward, admissionStatus }) => [
    ward,
    (admissionStatus as { text: string } | undefined)?.text,
  ]);
const discharges = async (person: NhsNumber) =>
  (await record.bodies(person, 'dischargeDetails')).map(({ dateOfDischarge }) => dateOfDischarge);

describe('a stay', () => {
  test('whose admission is cancelled never was, and is no ground to see the record', async () => {
    const read = async (person: NhsNumber) => [
      await stays(person),
      (await record.store.readPerson(person, [])).facts.involvements,
    ];
    await inEveryOrder((of) => [admit(of), adt('A08', '202603020930', of, pv1()), adt('A11', '202603021000', of, pv1())], read, [
      [],
      [],
    ]);
  });

  test('is where it was again when its transfer is cancelled', async () => {
    const moved = (of: NhsNumber) => adt('A02', '202603021000', of, pv1({ 3: 'Ward B^^^RGT01', 6: 'Ward A^^^RGT01' }));
    const cancelled = (of: NhsNumber) => adt('A12', '202603021100', of, pv1({ 3: 'Ward A^^^RGT01' }));
    await inEveryOrder((of) => [admit(of), moved(of), cancelled(of)], stays, [['Ward A', 'open']]);
  });

  test('goes on when its discharge is cancelled', async () => {
    const discharge = (of: NhsNumber) => adt('A03', '202603051200', of, pv1({ 45: '202603051200' }));
    const read = async (person: NhsNumber) => [await stays(person), await discharges(person)];
    await inEveryOrder((of) => [admit(of), discharge(of)], read, [[['Ward A', 'ended']], ['2026-03-05T12:00+00:00']]);
    await inEveryOrder((of) => [admit(of), discharge(of), adt('A13', '202603051300', of, pv1())], read, [
      [['Ward A', 'open']],
      [],
    ]);
  });

  test('goes on, too, when an update deletes its discharge with HL7 null; an update that leaves it out changes nothing', async () => {
    const discharge = (of: NhsNumber) => adt('A03', '202603051200', of, pv1({ 45: '202603051200' }));
    const silent = (of: NhsNumber) => adt('A08', '202603051230', of, pv1());
    await inEveryOrder((of) => [admit(of), discharge(of), silent(of)], discharges, ['2026-03-05T12:00+00:00']);
    await inEveryOrder((of) => [admit(of), discharge(of), adt('A08', '202603051300', of, pv1({ 45: '""' }))], discharges, []);
  });

  test('gets consultant, specialty and reason with a transfer, where that is all that says so', async () => {
    const person = someone();
    const transfer = pv1({ 3: 'Ward B^^^RGT01', 9: 'C1^Trialby^Tess', 10: '300' });
    await take(admit(person), adt('A02', '202603021000', person, transfer, 'PV2||||||||||||Off her feet'));
    expect(await record.bodies(person, 'admissionDetails')).toMatchObject([
      {
        responsibleCareProfessional: { name: 'Tess Trialby' },
        specialty: { coding: [{ code: '300' }] },
        reasonForAdmission: { text: 'Off her feet' },
      },
    ]);
  });

  test('has its doctors besides the responsible one as contacts while it lasts', async () => {
    const names = async (person: NhsNumber) => (await record.bodies(person, 'professionalContacts')).map(({ name }) => name);
    const person = someone();
    await take(adt('A01', '202603020900', person, pv1({ 9: 'C1^One^Ann', 17: 'C2^Two^Bea' })));
    expect(await names(person)).toEqual(['Bea Two']);
    await take(adt('A03', '202603030900', person, pv1()));
    expect(await names(person)).toEqual([]);
  });

  test('recorded for the wrong person is hidden there at once, with its diagnoses, and stands for the right one', async () => {
    const [wrong, right] = [someone(), someone()];
    const move = message('ADT^A45', '202603021000', [pid(right), segment('MRG', { 1: `${wrong}^^^NHS^NH`, 5: 'V1' }), pv1()]);
    await take(adt('A01', '202603020900', wrong, pv1(), 'DG1|1||K35^Appendicitis^I10'), move);
    expect([await stays(wrong), await record.bodies(wrong, 'problemList')]).toEqual([[], []]);
    expect(await stays(right)).toHaveLength(1);
  });

  test('under a number that was merged away is one stay, under the surviving number', async () => {
    const other = (of: NhsNumber) => adt('A01', '202603020910', of, pv1({ 19: 'V2', 3: 'Ward Z' }));
    const merge = (of: NhsNumber) =>
      message('ADT^A42', '202603021000', [pid(of), segment('MRG', { 1: '', 5: 'V2' }), pv1({ 2: '' })]);
    await inEveryOrder((of) => [admit(of), other(of), merge(of)], stays, [['Ward A', 'open']]);
  });
});

describe('an appointment', () => {
  const siu = (
    event: string,
    at: string,
    person: NhsNumber,
    fields: Readonly<Record<number, string>>,
    ...more: readonly string[]
  ) => message(`SIU^${event}`, at, [segment('SCH', { 1: 'P1', 2: 'F1', ...fields }), pid(person), ...more]);
  const booked = (of: NhsNumber) =>
    siu('S12', '202603010900', of, { 11: '^^30^202603200900', 25: 'B^Booked' }, 'NTE|1||Bring your medicines.');
  const shown = async (person: NhsNumber) =>
    (await record.bodies(person, 'futureAppointments')).map((one) => [one['dateOfAppointment'], one['appointmentStatus']]);

  test('that is moved is on its new day only', async () => {
    await inEveryOrder((of) => [booked(of), siu('S13', '202603020900', of, { 11: '^^30^202603270900' })], shown, [
      ['2026-03-27T09:00+00:00', 'Booked'],
    ]);
  });

  test('that is cancelled, discontinued or deleted is gone', async () => {
    for (const event of ['S15', 'S16', 'S17'])
      await inEveryOrder((of) => [booked(of), siu(event, '202603020900', of, {})], shown, []);
  });

  test('that its status calls cancelled is gone, whatever the event', async () => {
    await inEveryOrder((of) => [booked(of), siu('S14', '202603020900', of, { 25: 'CAN^Cancelled' })], shown, []);
  });

  test('that is moved after it was cancelled takes place', async () => {
    const cancelled = (of: NhsNumber) => siu('S15', '202603020900', of, {});
    await inEveryOrder((of) => [booked(of), cancelled(of), siu('S13', '202603030900', of, { 11: '^^30^202604030900' })], shown, [
      ['2026-04-03T09:00+01:00', 'Booked'],
    ]);
  });

  test('keeps what the person was told to bring when something else changes', async () => {
    const read = async (person: NhsNumber) =>
      (await record.bodies(person, 'futureAppointments')).map(({ narrative }) => narrative);
    await inEveryOrder((of) => [booked(of), siu('S14', '202603020900', of, { 25: 'A^Arrived' })], read, [
      'Bring your medicines.',
    ]);
  });

  test('that was missed says so, and so does a contact', async () => {
    const person = someone();
    await take(booked(person), siu('S26', '202603201000', person, { 11: '^^30^202603200900' }));
    expect(await shown(person)).toEqual([['2026-03-20T09:00+00:00', 'Did not attend']]);
    expect(await record.bodies(person, 'contactsWithProfessionals')).toMatchObject([
      { outcomeOfContact: { text: 'did not attend' } },
    ]);
  });

  test('loses the professional who is taken away from it, and nothing else', async () => {
    const person = someone();
    const with2 = siu('S12', '202603010900', person, { 11: '^^30^202603200900' }, 'AIP|1|D|C1^Old^Olga', 'AIP|2|A|C2^New^Nia');
    await take(with2);
    expect(await record.bodies(person, 'futureAppointments')).toMatchObject([
      { professionalToSeeThePerson: { name: 'Nia New' } },
    ]);
    await take(siu('S20', '202603020900', person, {}, 'AIP|1|D|C2^New^Nia'));
    const [after] = await record.bodies(person, 'futureAppointments');
    expect(after).toMatchObject({ dateOfAppointment: '2026-03-20T09:00+00:00' });
    expect(after).not.toHaveProperty('professionalToSeeThePerson');
  });
});
