/** A date stays as precise as its source knew it, from the feed to the answer: no birthday is invented. */
import { expect, test } from 'vitest';
import { ann, bilal, chidi, daysAgo, hl7, pid, registered } from './feed-messages.js';
import { startRecord, type Asked } from './record.js';

const day = daysAgo(3);
const record = await startRecord({
  feeds: [
    registered(ann, { born: '1952' }),
    registered(bilal, { born: '198805' }),
    registered(chidi, { born: '19990412' }),
    hl7('hospital', 'ADT^A31', [
      pid(ann, { born: '1952' }),
      'PV1|1|N',
      'AL1|1|DA|91936005^Allergy to penicillin^SCT|7|Rash|1998',
      'DG1|1||24079001^Atopic dermatitis^SCT||201005|W',
      'DG1|2||195967001^Asthma^SCT||2011|W',
      `DG1|3||84114007^Heart failure^SCT||${day}0915|W`,
    ]),
  ],
});

const bornQuery = `query ($of: ID!) { patient(nhsNumber: $of) { personDemographics { entries { dateOfBirth } } } }`;
const born = async (of: string) =>
  (await record.ask('gp', bornQuery, { of })).data.patient.personDemographics.entries.map((entry: Asked) => entry.dateOfBirth);

test('R27 a year of birth stays a year, a month a month and a day a day', async () => {
  expect(new Set(await born(ann))).toEqual(new Set(['1952']));
  expect(await born(bilal)).toEqual(['1988-05']);
  expect(await born(chidi)).toEqual(['1999-04-12']);
});

test('R27 so do the dates of allergies and problems; a minute is not given seconds', async () => {
  const answer = await record.ask(
    'gp',
    `query ($of: ID!) { patient(nhsNumber: $of) {
      allergiesAndAdverseReactions { entries { dateFirstExperienced } }
      problemList { entries { problem { text } onsetDate date } } } }`,
    { of: ann },
  );
  const { allergiesAndAdverseReactions, problemList } = answer.data.patient;
  expect(allergiesAndAdverseReactions.entries).toEqual([{ dateFirstExperienced: '1998' }]);
  const dates = new Map(problemList.entries.map((entry: Asked) => [entry.problem.text, entry.onsetDate ?? entry.date]));
  expect(dates.get('Atopic dermatitis')).toBe('2010-05');
  expect(dates.get('Asthma')).toBe('2011');
  expect(dates.get('Heart failure')).toMatch(
    new RegExp(`^${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T09:15(?:Z|[+-]\\d\\d:\\d\\d)$`),
  );
});

test('R27 a filter takes a partial date as its whole period', async () => {
  const query = `query ($of: ID!, $from: PartialDateTime, $to: PartialDateTime) { patient(nhsNumber: $of) {
    problemList { totalCount entries(filter: { from: $from, to: $to }) { problem { text } } } } }`;
  const within = async (from: string, to: string) => {
    const { problemList } = (await record.ask('gp', query, { of: ann, from, to })).data.patient;
    expect(problemList.totalCount).toBe(3);
    return problemList.entries.map((entry: Asked) => entry.problem.text);
  };
  expect(await within('2009', '2010-04')).toEqual([]);
  expect(await within('2010', '2010')).toEqual(['Atopic dermatitis']);
  // Dated `2011`: it may have begun in any month of the year. What began before has no end, and goes on.
  expect(await within('2011-02', '2011-03')).toEqual(['Asthma', 'Atopic dermatitis']);
  expect(await within('2012', '2013')).toEqual(['Asthma', 'Atopic dermatitis']);
});
