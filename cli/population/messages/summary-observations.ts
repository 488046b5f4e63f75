import type { Concept } from '../words/clinical.js';
import type { TestKind } from '../words/tests.js';
import { idOf, loinc, snomed, statusCompleted as completed, template } from './cda-parts.js';
import { element, type Xml } from './xml-text.js';

export interface Measured {
  readonly test: TestKind;
  readonly value: string;
}

/** An organizer of results (4.1) or vital signs (4.26) with its observations. */
export function measuredEntry(
  kind: 'results' | 'vital-signs',
  key: string,
  panel: Concept,
  at: string,
  measured: readonly Measured[],
): Xml {
  const [organizer, observation] = kind === 'results' ? ['4.1', '4.2'] : ['4.26', '4.27'];
  return element(
    'organizer',
    { classCode: kind === 'results' ? 'BATTERY' : 'CLUSTER', moodCode: 'EVN' },
    template(`2.16.840.1.113883.10.20.22.${organizer}`, '2015-08-01'),
    idOf(key),
    loinc('code', panel),
    completed,
    element('effectiveTime', { value: at }),
    measured.map(({ test, value }, index) =>
      element(
        'component',
        {},
        element(
          'observation',
          { classCode: 'OBS', moodCode: 'EVN' },
          template(`2.16.840.1.113883.10.20.22.${observation}`, '2015-08-01'),
          idOf(`${key}-${index}`),
          loinc('code', test.loinc),
          completed,
          element('effectiveTime', { value: at }),
          element('value', { 'xsi:type': 'PQ', value, unit: test.unit }),
          kind === 'results'
            ? element(
                'referenceRange',
                {},
                element(
                  'observationRange',
                  {},
                  element(
                    'value',
                    { 'xsi:type': 'IVL_PQ' },
                    element('low', { value: String(test.low), unit: test.unit }),
                    element('high', { value: String(test.high), unit: test.unit }),
                  ),
                ),
              )
            : undefined,
        ),
      ),
    ),
  );
}

export function encounterEntry(
  key: string,
  kind: Concept,
  at: string,
  by: { readonly given: string; readonly family: string },
): Xml {
  return element(
    'encounter',
    { classCode: 'ENC', moodCode: 'EVN' },
    template('2.16.840.1.113883.10.20.22.4.49', '2015-08-01'),
    idOf(key),
    snomed('code', kind),
    element('effectiveTime', { value: at }),
    element(
      'performer',
      {},
      element(
        'assignedEntity',
        {},
        idOf(`${key}-by`),
        element('assignedPerson', {}, element('name', {}, element('given', {}, by.given), element('family', {}, by.family))),
      ),
    ),
  );
}

/** An observation with a coded or worded value, under the template given. */
export function observationEntry(
  key: string,
  templateRoot: string,
  code: Concept,
  at: string,
  value: Concept | string,
  mood: 'EVN' | 'INT' | 'GOL' = 'EVN',
): Xml {
  return element(
    'observation',
    { classCode: 'OBS', moodCode: mood },
    template(templateRoot, '2014-06-09'),
    idOf(key),
    snomed('code', code),
    element('statusCode', { code: mood === 'EVN' ? 'completed' : 'active' }),
    element('effectiveTime', { value: at }),
    typeof value === 'string' ? element('value', { 'xsi:type': 'ST' }, value) : snomed('value', value, { 'xsi:type': 'CD' }),
  );
}

export function familyHistoryEntry(key: string, relative: Concept, condition: Concept): Xml {
  return element(
    'organizer',
    { classCode: 'CLUSTER', moodCode: 'EVN' },
    template('2.16.840.1.113883.10.20.22.4.45', '2015-08-01'),
    idOf(key),
    completed,
    element(
      'subject',
      {},
      element(
        'relatedSubject',
        { classCode: 'PRS' },
        element('code', { code: relative.code, codeSystem: '2.16.840.1.113883.5.111', displayName: relative.term }),
      ),
    ),
    element(
      'component',
      {},
      element(
        'observation',
        { classCode: 'OBS', moodCode: 'EVN' },
        template('2.16.840.1.113883.10.20.22.4.46', '2015-08-01'),
        idOf(`${key}-condition`),
        snomed('code', { code: '64572001', term: 'Condition' }),
        completed,
        snomed('value', condition, { 'xsi:type': 'CD' }),
      ),
    ),
  );
}

/** Something planned: an act (4.39), an encounter (4.40), an observation (4.44). */
export function plannedEntry(kind: 'act' | 'encounter' | 'observation', key: string, concept: Concept, at: string): Xml {
  const roots = { act: '4.39', encounter: '4.40', observation: '4.44' } as const;
  const classes = { act: 'ACT', encounter: 'ENC', observation: 'OBS' } as const;
  return element(
    kind,
    { classCode: classes[kind], moodCode: kind === 'encounter' ? 'APT' : 'RQO' },
    template(`2.16.840.1.113883.10.20.22.${roots[kind]}`, '2014-06-09'),
    idOf(key),
    snomed('code', concept),
    element('statusCode', { code: 'active' }),
    element('effectiveTime', { value: at }),
  );
}

/** Equipment that the person uses. */
export function equipmentEntry(key: string, device: Concept, at: string): Xml {
  return element(
    'supply',
    { classCode: 'SPLY', moodCode: 'EVN' },
    template('2.16.840.1.113883.10.20.22.4.50', '2014-06-09'),
    idOf(key),
    completed,
    element('effectiveTime', { 'xsi:type': 'IVL_TS' }, element('low', { value: at })),
    element(
      'participant',
      { typeCode: 'PRD' },
      element('participantRole', { classCode: 'MANU' }, element('playingDevice', {}, snomed('code', device))),
    ),
  );
}
