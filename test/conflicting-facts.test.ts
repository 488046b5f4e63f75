/** R32: two partners that disagree are both shown, each with its source. */
import { expect, test } from 'vitest';
import { ann, hl7, pid, registered } from './feed-messages.js';
import { startRecord, type Asked } from './record.js';

const query = `query ($of: ID!) { patient(nhsNumber: $of) { personDemographics { totalCount entries {
  dateOfBirth personName { personFamilyName }
  personsContactDetails { personsTelephoneNumberDetails { personsTelephoneNumber } }
  provenance { partner { odsCode } feed } } } } }`;

const record = await startRecord({
  feeds: [
    registered(ann, { born: '19520314', family: 'EXAMPLEWORTH', phone: '01223000001' }),
    hl7('hospital', 'ADT^A31', [pid(ann, { born: '19520413', family: 'EXAMPLE-WORTH', phone: '07700900001' }), 'PV1|1|N']),
  ],
});

test('R32 conflicting facts of two partners are both shown, each with its source, and none wins', async () => {
  const { personDemographics } = (await record.ask('gp', query, { of: ann })).data.patient;
  const said = personDemographics.entries.map((entry: Asked) => [
    entry.provenance.partner.odsCode,
    entry.dateOfBirth,
    entry.personName.personFamilyName[0],
    entry.personsContactDetails.personsTelephoneNumberDetails[0].personsTelephoneNumber,
  ]);
  expect(personDemographics.totalCount).toBe(2);
  expect(said.toSorted()).toEqual([
    ['RGT', '1952-04-13', 'EXAMPLE-WORTH', '07700900001'],
    ['Y99901', '1952-03-14', 'EXAMPLEWORTH', '01223000001'],
  ]);
});
