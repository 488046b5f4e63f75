import { expect, it } from 'vitest';
import type { Section } from '../../schema/entry.js';
import { bodiesIn, entriesOf, putsIn, sectionOf } from './example-document.js';

const root = '2.16.840.1.113883.10.20.22.';
const snomed = 'codeSystem="2.16.840.1.113883.6.96"';

const sectionTemplates: readonly (readonly [string, Section])[] = [
  ['2.6.1', 'allergiesAndAdverseReactions'],
  ['2.6', 'allergiesAndAdverseReactions'],
  ['2.1.1', 'medicationsAndMedicalDevices'],
  ['2.1', 'medicationsAndMedicalDevices'],
  ['2.5.1', 'problemList'],
  ['2.5', 'problemList'],
  ['2.3.1', 'investigationResults'],
  ['2.3', 'investigationResults'],
  ['2.4.1', 'examinationFindings'],
  ['2.4', 'examinationFindings'],
  ['2.7.1', 'proceduresAndTherapies'],
  ['2.7', 'proceduresAndTherapies'],
  ['2.22.1', 'contactsWithProfessionals'],
  ['2.22', 'contactsWithProfessionals'],
  ['2.2.1', 'vaccinations'],
  ['2.2', 'vaccinations'],
  ['2.10', 'planAndRequestedActions'],
  ['2.17', 'socialContext'],
  ['2.15', 'familyHistory'],
  ['2.14', 'individualRequirements'],
  ['2.56', 'individualRequirements'],
  ['2.23', 'medicationsAndMedicalDevices'],
  ['2.21.1', 'legalInformation'],
  ['2.21', 'legalInformation'],
  ['2.60', 'careAndSupportPlan'],
  ['2.58', 'careAndSupportPlan'],
  ['2.8', 'formulation'],
  ['2.9', 'planAndRequestedActions'],
  ['2.24', 'problemList'],
  ['2.41', 'planAndRequestedActions'],
  ['2.11', 'medicationsAndMedicalDevices'],
  ['2.12', 'contactsWithProfessionals'],
  ['2.38', 'medicationsAndMedicalDevices'],
  ['2.20', 'problemList'],
  ['2.45', 'planAndRequestedActions'],
  ['2.65', 'documents'],
];

it.each(sectionTemplates)('a C-CDA section is known by its template %s alone: %s', (template, section) => {
  const body = `<component><section><templateId root="${root}${template}" extension="2015-08-01"/><text>Told in words</text></section></component>`;
  expect(JSON.stringify(bodiesIn(section, body))).toContain('Told in words');
});

it('a physical examination is known by its template of another root', () => {
  const body =
    '<component><section><templateId root="2.16.840.1.113883.10.20.2.10"/><text>Chest clear</text></section></component>';
  expect(bodiesIn('examinationFindings', body)).toMatchObject([{ examinationFindings: { text: 'Chest clear' } }]);
});

const template = (number: string): string => `<templateId root="${root}4.${number}"/>`;
const code = `<code code="1234567" ${snomed} displayName="Stated"/>`;
const value = `<value xsi:type="CD" code="7654321" ${snomed} displayName="Found"/>`;
const observation = (number: string, more = ''): string =>
  `<observation classCode="OBS" moodCode="EVN">${template(number)}${code}${value}${more}</observation>`;
const planned = (name: string, number: string, more = code): string =>
  `<${name} moodCode="INT">${template(number)}${more}</${name}>`;
const holding = (name: string, number: string, inner: string, relation = 'entryRelationship'): string =>
  `<${name} classCode="ACT" moodCode="EVN">${template(number)}<${relation} typeCode="SUBJ">${inner}</${relation}></${name}>`;
const product = `<consumable><manufacturedProduct>${template('23')}<manufacturedMaterial>${code}</manufacturedMaterial></manufacturedProduct></consumable>`;
const device = `<participant typeCode="DEV"><participantRole><playingDevice>${code}</playingDevice></participantRole></participant>`;
const performer = `<performer><assignedEntity><assignedPerson><name>Dr Ada Fenn</name></assignedPerson></assignedEntity></performer>`;

const entryTemplates: readonly (readonly [string, string, Section])[] = [
  ['4.30 with 4.7', holding('act', '30', observation('7')), 'allergiesAndAdverseReactions'],
  [
    '4.16',
    `<substanceAdministration moodCode="EVN">${template('16')}${product}</substanceAdministration>`,
    'medicationsAndMedicalDevices',
  ],
  [
    '4.18',
    `<supply moodCode="EVN">${template('18')}<product><manufacturedProduct><manufacturedMaterial>${code}</manufacturedMaterial></manufacturedProduct></product></supply>`,
    'medicationsAndMedicalDevices',
  ],
  ['4.3 with 4.4', holding('act', '3', observation('4')), 'problemList'],
  ['4.1 with 4.2', holding('organizer', '1', observation('2'), 'component'), 'investigationResults'],
  ['4.26 with 4.27', holding('organizer', '26', observation('27'), 'component'), 'examinationFindings'],
  ['4.14', `<procedure moodCode="EVN">${template('14')}${code}</procedure>`, 'proceduresAndTherapies'],
  ['4.12', `<act moodCode="EVN">${template('12')}${code}</act>`, 'proceduresAndTherapies'],
  ['4.13', observation('13'), 'proceduresAndTherapies'],
  ['4.49', `<encounter moodCode="EVN">${template('49')}${code}</encounter>`, 'contactsWithProfessionals'],
  ['4.80', holding('act', '80', observation('4')), 'problemList'],
  ['4.52', `<substanceAdministration moodCode="EVN">${template('52')}${product}</substanceAdministration>`, 'vaccinations'],
  ['4.39', planned('act', '39'), 'planAndRequestedActions'],
  ['4.40', planned('encounter', '40'), 'futureAppointments'],
  ['4.41', planned('procedure', '41'), 'planAndRequestedActions'],
  ['4.42', planned('substanceAdministration', '42', product), 'planAndRequestedActions'],
  ['4.43', planned('supply', '43'), 'planAndRequestedActions'],
  ['4.44', planned('observation', '44'), 'investigationsRequested'],
  ['4.78', observation('78'), 'socialContext'],
  ['4.85', observation('85'), 'socialContext'],
  ['4.38', observation('38'), 'socialContext'],
  ['4.45 with 4.46', holding('organizer', '45', observation('46'), 'component'), 'familyHistory'],
  ['4.66 with 4.67', holding('organizer', '66', observation('67'), 'component'), 'individualRequirements'],
  ['4.75 with 4.74', holding('organizer', '75', observation('74'), 'component'), 'individualRequirements'],
  ['4.50', `<supply moodCode="EVN">${template('50')}${device}</supply>`, 'equipmentAndAdaptations'],
  [
    '4.135 with 4.50',
    holding('organizer', '135', `<supply moodCode="EVN">${template('50')}${device}</supply>`, 'component'),
    'equipmentAndAdaptations',
  ],
  ['4.48', observation('48'), 'legalInformation'],
  ['4.108 with 4.48', holding('organizer', '108', observation('48'), 'component'), 'legalInformation'],
  ['4.121', `<observation moodCode="GOL">${template('121')}${code}</observation>`, 'careAndSupportPlan'],
  ['4.132', holding('act', '132', observation('4')), 'careAndSupportPlan'],
  [
    '4.202',
    `<act moodCode="EVN">${template('202')}<code code="34109-9" displayName="Note"/><text>Seen today</text></act>`,
    'documents',
  ],
  [
    '4.500',
    `<organizer moodCode="EVN">${template('500')}<component><act moodCode="PCPR">${performer}</act></component></organizer>`,
    'professionalContacts',
  ],
];

it.each(entryTemplates)('a C-CDA entry is read for what it is, whatever section it stands in: %s', (_, entry, section) => {
  const found = putsIn(section, sectionOf('99999-9', entriesOf(entry)));
  const ofTheEntry = found.filter(({ body }) => /1234567|7654321|Stated|Found|Seen today|Ada Fenn/.test(JSON.stringify(body)));
  expect(ofTheEntry.length).toBeGreaterThan(0);
});

it('a criticality, a severity and a reaction belong to the allergy that they are about', () => {
  const about = (type: string, number: string, name: string): string =>
    `<entryRelationship typeCode="${type}"><observation>${template(number)}<value xsi:type="CD" code="1" displayName="${name}"/></observation></entryRelationship>`;
  const allergy = observation(
    '7',
    about('MFST', '9', 'Hives') + about('SUBJ', '8', 'Severe') + about('SUBJ', '145', 'High risk'),
  );
  expect(bodiesIn('allergiesAndAdverseReactions', sectionOf('48765-2', entriesOf(allergy)))).toMatchObject([
    {
      reactionDetailsCluster: [{ descriptionOfReaction: { text: 'Hives' } }],
      comment: 'Criticality: High risk\nSeverity: Severe',
    },
  ]);
});

it('the directions of a medicine are those of its free text sig', () => {
  const sig = `<entryRelationship typeCode="COMP"><substanceAdministration moodCode="INT">${template('147')}<code code="76662-6"/><text>One at night</text></substanceAdministration></entryRelationship>`;
  const medicine = `<substanceAdministration moodCode="EVN">${template('16')}${product}${sig}</substanceAdministration>`;
  expect(bodiesIn('medicationsAndMedicalDevices', sectionOf('10160-0', entriesOf(medicine)))).toMatchObject([
    { medicationItemCluster: { structuredDoseDirectionCluster: { doseDirectionsDescription: 'One at night' } } },
  ]);
});

const itkEntries: readonly (readonly [string, string, Section])[] = [
  ['COCD_TP146060GB01#AllergyEvent', observation('999'), 'allergiesAndAdverseReactions'],
  ['COCD_TP146061GB01#Allergy', observation('999'), 'allergiesAndAdverseReactions'],
  ['COCD_TP146062GB01#AdmissionProcedure', `<procedure moodCode="EVN">${code}</procedure>`, 'proceduresAndTherapies'],
  ['COCD_TP146063GB01#Diagnosis', observation('999'), 'problemList'],
  ['COCD_TP146066GB01#Procedure', `<procedure moodCode="EVN">${code}</procedure>`, 'proceduresAndTherapies'],
  [
    'COCD_TP146067GB01#Discharge',
    `<encounter moodCode="EVN"><code code="IMP" displayName="Discharge"/><effectiveTime value="20260105"/></encounter>`,
    'admissionDetails',
  ],
];

it.each(itkEntries)('an ITK entry is known by its template: %s', (name, statement, section) => {
  const contentId = `<npfitlc:contentId root="2.16.840.1.113883.2.1.3.2.4.18.16" extension="${name}"/>`;
  expect(bodiesIn(section, sectionOf('99999-9', `<entry>${contentId}${statement}</entry>`))).not.toEqual([]);
});

const headings: readonly (readonly [string, Section])[] = [
  ['1052891000000108', 'referralDetails'],
  ['1052901000000109', 'individualRequirements'],
  ['1078911000000106', 'individualRequirements'],
  ['886751000000102', 'participationInResearch'],
  ['886781000000108', 'admissionDetails'],
  ['886811000000106', 'dischargeDetails'],
  ['1077881000000105', 'contactsWithProfessionals'],
  ['886891000000102', 'contactsWithProfessionals'],
  ['887161000000102', 'problemList'],
  ['717711000000103', 'problemList'],
  ['717121000000105', 'problemList'],
  ['933271000000106', 'problemList'],
  ['887171000000109', 'proceduresAndTherapies'],
  ['887181000000106', 'formulation'],
  ['1077901000000108', 'documents'],
  ['1082101000000102', 'investigationResults'],
  ['1102421000000108', 'examinationFindings'],
  ['887141000000103', 'assessments'],
  ['886961000000102', 'legalInformation'],
  ['886931000000107', 'alerts'],
  ['933361000000108', 'medicationsAndMedicalDevices'],
  ['886921000000105', 'allergiesAndAdverseReactions'],
  ['1102181000000102', 'vaccinations'],
  ['1052941000000107', 'careAndSupportPlan'],
  ['1052951000000105', 'planAndRequestedActions'],
  ['887201000000105', 'planAndRequestedActions'],
  ['887051000000101', 'socialContext'],
  ['887231000000104', 'documents'],
  ['887261000000109', 'documents'],
  ['1077931000000102', 'professionalContacts'],
  ['1078901000000109', 'professionalContacts'],
  ['61861000000100', 'legalInformation'],
  ['886731000000109', 'documents'],
  ['886711000000101', 'documents'],
];

it.each(headings)('the words under a Transfer-of-Care heading go where PRSB has them: %s in %s', (heading, section) => {
  expect(JSON.stringify(bodiesIn(section, sectionOf(heading, '<text>Told in words</text>')))).toContain('Told in words');
});

it('a heading with several coded entries keeps its own words, as the legal content, in the document', () => {
  const two = entriesOf(observation('4'), observation('4').replace('7654321', '7654322'));
  const body = sectionOf('887161000000102', `<title>Diagnoses</title><text>Pneumonia, and suspected kidney disease</text>${two}`);
  expect(bodiesIn('problemList', body)).toHaveLength(2);
  expect(bodiesIn('documents', body)).toMatchObject([{ narrative: 'Diagnoses\nPneumonia, and suspected kidney disease' }]);
});
