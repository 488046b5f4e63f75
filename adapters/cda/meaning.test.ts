import { describe, expect, it } from 'vitest';
import { loadProfile } from '../../schema/profile.js';
import { loadSensitive } from '../../schema/sensitive.js';
import { bodiesIn, entriesOf, putsIn, sectionOf } from './example-document.js';

const snomed = 'codeSystem="2.16.840.1.113883.6.96"';
const value = (code: string, name: string): string => `<value xsi:type="CD" code="${code}" ${snomed} displayName="${name}"/>`;
const when = (inner: string): string => `<effectiveTime>${inner}</effectiveTime>`;
const medicine = (name: string): string =>
  `<consumable><manufacturedProduct><manufacturedMaterial><code code="1" ${snomed} displayName="${name}"/></manufacturedMaterial></manufacturedProduct></consumable>`;
const problems = (...observations: readonly string[]) =>
  bodiesIn('problemList', sectionOf('11450-4', entriesOf(...observations)));

describe('negationInd', () => {
  it('makes the denial part of what a reader sees, in every section', () => {
    const denied: readonly (readonly [string, string, string, RegExp])[] = [
      [
        'problemList',
        '11450-4',
        `<observation negationInd="true">${value('22298006', 'Heart attack')}</observation>`,
        /"negated":true/,
      ],
      [
        'problemList',
        '11450-4',
        `<observation negationInd="true">${value('22298006', 'Heart attack')}</observation>`,
        /"problem":\{[^}]*\}\],"text":"Stated as absent: Heart attack"/,
      ],
      [
        'medicationsAndMedicalDevices',
        '10160-0',
        `<substanceAdministration negationInd="true" moodCode="EVN">${medicine('Warfarin')}</substanceAdministration>`,
        /"text":"Stated as not taken: Warfarin"/,
      ],
      [
        'proceduresAndTherapies',
        '47519-4',
        `<procedure negationInd="true" moodCode="EVN"><code code="1" ${snomed} displayName="Biopsy"/></procedure>`,
        /"text":"NOT done: Biopsy"/,
      ],
      [
        'vaccinations',
        '11369-6',
        `<substanceAdministration negationInd="true" moodCode="EVN">${medicine('Flu vaccine')}</substanceAdministration>`,
        /"notGivenFlag":true/,
      ],
      [
        'familyHistory',
        '10157-6',
        `<observation negationInd="true">${value('1', 'Diabetes')}</observation>`,
        /No family history of: Diabetes/,
      ],
      [
        'socialContext',
        '29762-2',
        `<observation negationInd="true"><code code="72166-2"/>${value('1', 'Smoker')}</observation>`,
        /NOT: Smoker/,
      ],
      [
        'individualRequirements',
        '10190-7',
        `<observation negationInd="true">${value('1', 'Memory impairment')}</observation>`,
        /NOT present: Memory impairment/,
      ],
      [
        'examinationFindings',
        '29545-1',
        `<observation negationInd="true"><code code="1" displayName="Heart murmur"/></observation>`,
        /NOT found/,
      ],
      [
        'investigationResults',
        '30954-2',
        `<observation negationInd="true"><code code="1" displayName="Growth"/></observation>`,
        /NOT found/,
      ],
      [
        'planAndRequestedActions',
        '18776-5',
        `<act negationInd="true" moodCode="INT"><code code="1" displayName="Dressing"/></act>`,
        /Not to be done: Dressing/,
      ],
    ];
    for (const [section, code, statement, reads] of denied) {
      const [body] = bodiesIn(section as 'problemList', sectionOf(code, entriesOf(statement)));
      expect(JSON.stringify(body), section).toMatch(reads);
    }
  });

  it('on a reaction denies the reaction, not the allergy', () => {
    const reaction = `<entryRelationship typeCode="MFST"><observation negationInd="true">${value('271807003', 'Rash')}</observation></entryRelationship>`;
    const agent = `<participant typeCode="CSM"><participantRole><playingEntity><code code="7980" displayName="Penicillin"/></playingEntity></participantRole></participant>`;
    const [body] = bodiesIn(
      'allergiesAndAdverseReactions',
      sectionOf('48765-2', entriesOf(`<observation>${value('416098002', 'Allergy to drug')}${agent}${reaction}</observation>`)),
    );
    expect(body).toMatchObject({ causativeAgent: { text: 'Penicillin' } });
    expect(body).not.toHaveProperty('reactionDetailsCluster');
  });
});

describe('nullFlavor', () => {
  it('keeps the words of a value that the sender had no code for', () => {
    const uncoded =
      '<observation><value xsi:type="CD" nullFlavor="OTH"><originalText>Housemaid knee</originalText></value></observation>';
    expect(problems(uncoded)).toMatchObject([{ problem: { coding: [], text: 'Housemaid knee' } }]);
  });

  it('makes no entry of a value that is not known, nor a date of an unknown one', () => {
    expect(problems('<observation><value xsi:type="CD" nullFlavor="UNK"/></observation>')).toEqual([]);
    const [body] = problems(`<observation>${when('<low nullFlavor="UNK"/>')}${value('1', 'Asthma')}</observation>`);
    expect(body).not.toHaveProperty('onsetDate');
  });
});

describe('the status of a concern and of what it is about', () => {
  const concern = (status: string, times: string, problem: string): string =>
    `<act classCode="ACT" moodCode="EVN"><code code="CONC"/><statusCode code="${status}"/>${when(times)}
     <entryRelationship typeCode="SUBJ"><observation>${problem}${value('195967001', 'Asthma')}
     <entryRelationship typeCode="REFR"><observation><code code="33999-4"/>${value('55561003', 'Active')}</observation></entryRelationship>
     </observation></entryRelationship></act>`;

  it('are told apart: a concern that was closed does not end an active problem', () => {
    const [body] = problems(concern('completed', '<low value="20120806"/><high value="20130101"/>', when('<low value="2008"/>')));
    expect(body).toMatchObject({
      onsetDate: '2008',
      problemStatus: { text: 'Active' },
      comment: ['Concern status: completed, from 2012-08-06, until 2013-01-01'],
    });
    expect(body).not.toHaveProperty('endDate');
  });

  it('are told apart for allergies, too', () => {
    const [body] = bodiesIn(
      'allergiesAndAdverseReactions',
      sectionOf('48765-2', entriesOf(concern('suspended', '<low value="2020"/>', when('<low value="1999"/>')))),
    );
    expect(body).toMatchObject({
      dateFirstExperienced: '1999',
      clinicalStatus: { text: 'Active' },
      comment: 'Concern status: suspended, from 2020',
    });
    expect(body).not.toHaveProperty('allergyEndDate');
  });
});

describe('a course that is open, ended, or ended at an unknown date', () => {
  const course = (times: string) =>
    (
      bodiesIn(
        'medicationsAndMedicalDevices',
        sectionOf(
          '10160-0',
          entriesOf(`<substanceAdministration moodCode="EVN">${when(times)}${medicine('Iron')}</substanceAdministration>`),
        ),
      )[0] as { medicationItemCluster: { courseDetailsCluster: object } }
    ).medicationItemCluster.courseDetailsCluster;

  it('of a medicine reads as such', () => {
    expect(course('<low value="2020"/>')).toEqual({ startDateTime: '2020' });
    expect(course('<low value="2020"/><high value="2021"/>')).toEqual({ startDateTime: '2020', endDateTime: '2021' });
    expect(course('<low value="2020"/><high nullFlavor="UNK"/>')).toEqual({
      startDateTime: '2020',
      commentRecommendation: 'Ended; the source does not know when.',
    });
  });

  it('of an allergy reads as such', () => {
    const allergy = (times: string) =>
      bodiesIn(
        'allergiesAndAdverseReactions',
        sectionOf('48765-2', entriesOf(`<observation>${when(times)}${value('91936005', 'Allergy to penicillin')}</observation>`)),
      )[0];
    expect(allergy('<low value="2020"/>')).not.toHaveProperty('clinicalStatus');
    expect(allergy('<low value="2020"/><high value="2021"/>')).toMatchObject({ allergyEndDate: '2021' });
    expect(allergy('<low value="2020"/><high nullFlavor="UNK"/>')).toMatchObject({
      clinicalStatus: { text: 'No longer active; the end date is not known' },
    });
  });
});

describe('dates and times', () => {
  const onset = (text: string) =>
    (problems(`<observation>${when(`<low value="${text}"/>`)}${value('1', 'Asthma')}</observation>`)[0] as { onsetDate?: string })
      .onsetDate;

  it('stay as partial as they are', () => {
    expect(onset('1989')).toBe('1989');
    expect(onset('198904')).toBe('1989-04');
    expect(onset('19890412')).toBe('1989-04-12');
  });

  it('keep the offset they are sent with, of two digits or four, and are London time without one', () => {
    expect(onset('20210406161934+01')).toBe('2021-04-06T16:19:34+01:00');
    expect(onset('202104061619-0500')).toBe('2021-04-06T16:19-05:00');
    expect(onset('202607011200')).toBe('2026-07-01T12:00+01:00');
    expect(onset('202601011200')).toBe('2026-01-01T12:00+00:00');
  });

  it('that do not exist are no dates', () => {
    expect(onset('20210230')).toBeUndefined();
    expect(onset('yesterday')).toBeUndefined();
  });
});

describe('quantities', () => {
  const result = (inner: string) =>
    bodiesIn(
      'investigationResults',
      sectionOf(
        '30954-2',
        entriesOf(`<observation><code code="1988-5" displayName="CRP"/><value xsi:type="IVL_PQ">${inner}</value></observation>`),
      ),
    )[0];

  it('keep their comparator', () => {
    expect(result('<high value="0.50" unit="mg/L" inclusive="false"/>')).toMatchObject({
      structuredInvestigationResult: { value: { comparator: '<', value: '0.50', unit: 'mg/L', text: '<0.50 mg/L' } },
    });
    expect(result('<low value="500" unit="mg/L"/>')).toMatchObject({
      structuredInvestigationResult: { value: { comparator: '>=', value: '500' } },
    });
  });
});

describe('codes of what PRSB has in words only', () => {
  const beside = (section: Parameters<typeof putsIn>[0], code: string, statement: string) =>
    putsIn(section, sectionOf(code, entriesOf(statement))).map((each) => each.codes);

  it('stay beside the entry: planned actions, cognition, social observations, devices', () => {
    const act = `<act moodCode="INT"><code code="183460006" ${snomed} displayName="Obstetric operation"/></act>`;
    expect(beside('planAndRequestedActions', '18776-5', act)).toEqual([['http://snomed.info/sct|183460006']]);
    const cognition = `<observation><code code="75275-8" codeSystem="2.16.840.1.113883.6.1"/>${value('386807006', 'Memory impairment')}</observation>`;
    expect(beside('individualRequirements', '10190-7', cognition)[0]).toContain('http://snomed.info/sct|386807006');
    const social = `<observation><code code="302160007" ${snomed} displayName="Household"/>${value('1', 'Lives alone')}</observation>`;
    expect(beside('socialContext', '29762-2', social)[0]).toContain('http://snomed.info/sct|302160007');
    const device = `<procedure moodCode="EVN"><participant typeCode="DEV"><participantRole><playingDevice><code code="268460000" ${snomed} displayName="Device"/></playingDevice></participantRole></participant></procedure>`;
    expect(beside('medicationsAndMedicalDevices', '46264-8', device)).toEqual([['http://snomed.info/sct|268460000']]);
  });

  it('are those of the heading, too, where it is none that is known', () => {
    const odd = sectionOf(
      '4711000179999',
      `<text>Seen in clinic</text>${entriesOf(`<procedure moodCode="EVN"><code code="1" ${snomed} displayName="Review"/></procedure>`)}`,
    );
    expect(putsIn('proceduresAndTherapies', odd)[0]?.codes).toEqual(['4711000179999']);
    expect(putsIn('documents', odd)[0]?.codes).toContain('4711000179999');
  });

  it('make an entry sensitive whose words give nothing away', () => {
    const { isSensitive } = loadSensitive(loadProfile('cambridgeshire-peterborough'));
    const act = `<act moodCode="INT"><code code="386639001" ${snomed} displayName="Procedure as discussed"/></act>`;
    const [put] = putsIn('planAndRequestedActions', sectionOf('18776-5', entriesOf(act)));
    expect(isSensitive('planAndRequestedActions', put?.body)).toBe(false);
    expect(isSensitive('planAndRequestedActions', put?.body, put?.codes)).toBe(true);
  });

  it('leave out who did it and how it is built', () => {
    const act = `<act classCode="ACT" moodCode="INT"><code code="1" ${snomed} displayName="Dressing"/><statusCode code="active"/>
      <performer><assignedEntity><code code="S0010" codeSystem="1.2.3"/></assignedEntity></performer></act>`;
    expect(beside('planAndRequestedActions', '18776-5', act)).toEqual([['http://snomed.info/sct|1']]);
  });
});
