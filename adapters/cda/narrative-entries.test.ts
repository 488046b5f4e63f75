import { describe, expect, it } from 'vitest';
import { bodiesIn, entriesOf, putsIn, sectionOf } from './example-document.js';

const cells = (name: 'td' | 'th', ...texts: readonly string[]): string =>
  `<tr>${texts.map((text) => `<${name}>${text}</${name}>`).join('')}</tr>`;
const table = (head: readonly string[], ...rows: readonly (readonly string[])[]): string =>
  `<table><thead>${cells('th', ...head)}</thead><tbody>${rows.map((row) => cells('td', ...row)).join('')}</tbody></table>`;
const medicines = (inner: string, more = ''): readonly unknown[] =>
  bodiesIn('medicationsAndMedicalDevices', sectionOf('933361000000108', `<text>${inner}</text>${more}`));
const allergies = (words: string): readonly unknown[] =>
  bodiesIn('allergiesAndAdverseReactions', sectionOf('886921000000105', `<text>${words}</text>`));
const twoMedicines = [
  ['Ramipril 5 mg', 'once daily', 'Dose changed', 'Check potassium'],
  ['Aspirin 75 mg', 'once daily', 'Continued', ''],
] as const;

describe('a table of a Transfer-of-Care section without coded entries', () => {
  it('becomes one entry for each medicine, in words, and says that it was read from a table', () => {
    expect(medicines(table(['Medicine', 'Directions', 'Status', 'For the GP'], ...twoMedicines))).toMatchObject([
      {
        narrative:
          'From a table of the document: Medicine: Ramipril 5 mg | Directions: once daily | Status: Dose changed | For the GP: Check potassium',
        medicationItemCluster: {
          medicationName: { coding: [], text: 'Ramipril 5 mg' },
          structuredDoseDirectionCluster: { doseDirectionsDescription: 'once daily' },
          courseDetailsCluster: { courseStatus: { text: 'Dose changed' }, commentRecommendation: 'For the GP: Check potassium' },
        },
      },
      { medicationItemCluster: { medicationName: { text: 'Aspirin 75 mg' } } },
    ]);
  });

  it('becomes one entry for each diagnosis', () => {
    const diagnoses = table(['Diagnosis', 'Status', 'Date'], ['Pneumonia', 'Active', '18 Jan'], ['Type 2 diabetes', '', '']);
    const found = putsIn('problemList', sectionOf('887161000000102', `<text>${diagnoses}</text>`));
    expect(found.map((each) => each.body)).toMatchObject([
      { problem: { coding: [], text: 'Pneumonia' }, problemStatus: { text: 'Active' }, comment: ['Date: 18 Jan'] },
      { problem: { text: 'Type 2 diabetes' } },
    ]);
    // A date in words is not guessed at.
    expect(found[0]?.body).not.toHaveProperty('onsetDate');
    expect(new Set(found.map((each) => each.key)).size).toBe(2);
  });

  it('is read where headers and cells stand side by side', () => {
    const pair = (header: string, text: string): string => `<tr><th>${header}</th><td>${text}</td></tr>`;
    const pairs = `<table><tbody>${pair('Medication name', 'Iron')}${pair('Dose', '200 mg')}${pair('Medication name', 'Zinc')}</tbody></table>`;
    expect(medicines(pairs)).toMatchObject([
      {
        medicationItemCluster: {
          medicationName: { text: 'Iron' },
          structuredDoseDirectionCluster: { doseDirectionsDescription: '200 mg' },
        },
      },
      { medicationItemCluster: { medicationName: { text: 'Zinc' } } },
    ]);
  });

  it('gives way to the coded entries where there are any', () => {
    const coded =
      '<consumable><manufacturedProduct><manufacturedMaterial><code code="1" displayName="Iron"/></manufacturedMaterial></manufacturedProduct></consumable>';
    const entry = entriesOf(`<substanceAdministration moodCode="EVN">${coded}</substanceAdministration>`);
    expect(medicines(table(['Medicine'], ['Iron tablets']), entry)).toMatchObject([
      { medicationItemCluster: { medicationName: { text: 'Iron' } } },
    ]);
  });

  it.each([
    ['headers that are not known', table(['A', 'B'], ['Iron', 'daily'])],
    ['no headers', `<table><tbody>${cells('td', 'Iron', 'daily')}${cells('td', 'Zinc', 'daily')}</tbody></table>`],
    ['words around it, which may turn its meaning', `<paragraph>Stopped:</paragraph>${table(['Medicine'], ['Iron'])}`],
    [
      'a caption that turns its meaning',
      table(['Medicine'], ['Iron']).replace('<thead>', '<caption>Discontinued</caption><thead>'),
    ],
    ['joined cells', table(['Medicine', 'Dose'], ['Iron', '1']).replace('<td>', '<td colspan="2">')],
    ['a row without the name of what it is about', table(['Medicine', 'Dose'], ['', '200 mg'])],
    ['two columns that could be the name', table(['Medicine', 'Drug'], ['Iron', 'Fe'])],
  ])('stays one entry with all its words where it has %s', (_, inner) => {
    const found = medicines(inner);
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).toMatch(/Iron|200 mg/);
    expect(JSON.stringify(found)).not.toContain('From a table');
  });

  it('leaves out what its author struck out', () => {
    const struck = table(['Medicine'], ['Iron'], ['Zinc']).replace('<tr><td>Zinc', '<tr revised="delete"><td>Zinc');
    expect(JSON.stringify(medicines(struck))).not.toContain('Zinc');
  });
});

describe('words that tell nothing', () => {
  it.each(['None reported by the caller.', 'Not recorded', 'Nil', 'N/A', 'No information available', 'None given'])(
    'never become an allergy, nor "no known allergies": %s',
    (words) => {
      expect(allergies(words)).toEqual([]);
      // They are kept where the document is read.
      const [document] = bodiesIn('documents', sectionOf('886921000000105', `<title>Allergies</title><text>${words}</text>`));
      expect(document).toMatchObject({ narrative: `Allergies\n${words}` });
    },
  );

  it('become no safeguarding concern, procedure or study either', () => {
    expect(bodiesIn('alerts', sectionOf('886931000000107', '<text>None</text>'))).toEqual([]);
    expect(bodiesIn('proceduresAndTherapies', sectionOf('887171000000109', '<text>None recorded</text>'))).toEqual([]);
    expect(bodiesIn('participationInResearch', sectionOf('886751000000102', '<text>Not taking part</text>'))).toEqual([]);
  });

  it.each([
    'None of the above, but hives after nuts',
    'Nil by mouth since surgery on penicillin',
    'Unknown antibiotic: rash',
    'None reported by mother except nuts',
  ])('are not found in words that tell something: %s', (words) => {
    expect(allergies(words)).toMatchObject([{ causativeAgent: { text: words } }]);
    expect(allergies(words)[0]).not.toHaveProperty('noKnownAllergy');
  });
});

describe('"no known allergies" in words', () => {
  it.each(['No known allergies', 'NKDA', 'No known allergies or adverse reaction.', 'No known drug allergies', 'None known'])(
    'is a statement of its own, with who made it and when: %s',
    (words) => {
      expect(allergies(words)).toMatchObject([
        {
          noKnownAllergy: true,
          causativeAgent: { coding: [], text: words },
          personCompletingRecord: { name: 'Dr Ada Fenn', dateCompleted: '2026-01-05' },
        },
      ]);
    },
  );

  it('is not read into words that go on', () => {
    expect(allergies('No known allergies except penicillin')[0]).not.toHaveProperty('noKnownAllergy');
  });
});
