import type { AllergyKind, Concept, Medicine } from '../words/clinical.js';
import { during, idOf, oid, snomed, statusCompleted as completed, template } from './cda-parts.js';
import { element, type Xml } from './xml-text.js';

const assertion = element('code', { code: 'ASSERTION', codeSystem: '2.16.840.1.113883.5.4' });

/** A problem, open or with its end. Dates are as precise as given (`CCYY` to `CCYYMMDD`). */
export function problemEntry(key: string, concept: Concept, onset: string, ended?: string): Xml {
  return element(
    'act',
    { classCode: 'ACT', moodCode: 'EVN' },
    template('2.16.840.1.113883.10.20.22.4.3', '2015-08-01'),
    idOf(`${key}-concern`),
    element('code', { code: 'CONC', codeSystem: '2.16.840.1.113883.5.6' }),
    element('statusCode', { code: ended === undefined ? 'active' : 'completed' }),
    during(onset, ended),
    element(
      'entryRelationship',
      { typeCode: 'SUBJ' },
      element(
        'observation',
        { classCode: 'OBS', moodCode: 'EVN' },
        template('2.16.840.1.113883.10.20.22.4.4', '2015-08-01'),
        idOf(key),
        snomed('code', { code: '64572001', term: 'Condition' }),
        completed,
        during(onset, ended),
        snomed('value', concept, { 'xsi:type': 'CD' }),
      ),
    ),
  );
}

const relationships = { reaction: 'MFST', severity: 'SUBJ' } as const;
const severityCodes = { mild: '255604002', moderate: '6736007', severe: '24484000' } as const;

export function allergyEntry(key: string, allergy: AllergyKind, onset: string): Xml {
  return allergyAct(
    key,
    onset,
    element(
      'observation',
      { classCode: 'OBS', moodCode: 'EVN' },
      template('2.16.840.1.113883.10.20.22.4.7', '2014-06-09'),
      idOf(key),
      assertion,
      completed,
      during(onset),
      snomed('value', { code: '419199007', term: 'Allergy to substance' }, { 'xsi:type': 'CD' }),
      substance(allergy.substance),
      element(
        'entryRelationship',
        { typeCode: relationships.reaction, inversionInd: 'true' },
        element(
          'observation',
          { classCode: 'OBS', moodCode: 'EVN' },
          template('2.16.840.1.113883.10.20.22.4.9', '2014-06-09'),
          idOf(`${key}-reaction`),
          assertion,
          completed,
          snomed('value', allergy.reaction, { 'xsi:type': 'CD' }),
          element(
            'entryRelationship',
            { typeCode: relationships.severity, inversionInd: 'true' },
            element(
              'observation',
              { classCode: 'OBS', moodCode: 'EVN' },
              template('2.16.840.1.113883.10.20.22.4.8', '2014-06-09'),
              element('code', { code: 'SEV', codeSystem: '2.16.840.1.113883.5.4' }),
              completed,
              snomed('value', { code: severityCodes[allergy.severity], term: allergy.severity }, { 'xsi:type': 'CD' }),
            ),
          ),
        ),
      ),
    ),
  );
}

/** "No known allergies": a statement, which an empty section is not. */
export function noKnownAllergyEntry(key: string, at: string): Xml {
  return allergyAct(
    key,
    at,
    element(
      'observation',
      { classCode: 'OBS', moodCode: 'EVN', negationInd: 'true' },
      template('2.16.840.1.113883.10.20.22.4.7', '2014-06-09'),
      idOf(key),
      assertion,
      completed,
      during(at),
      snomed('value', { code: '419199007', term: 'Allergy to substance' }, { 'xsi:type': 'CD' }),
      element(
        'participant',
        { typeCode: 'CSM' },
        element(
          'participantRole',
          { classCode: 'MANU' },
          element('playingEntity', { classCode: 'MMAT' }, element('code', { nullFlavor: 'NA' })),
        ),
      ),
    ),
  );
}

const substance = (concept: Concept): Xml =>
  element(
    'participant',
    { typeCode: 'CSM' },
    element('participantRole', { classCode: 'MANU' }, element('playingEntity', { classCode: 'MMAT' }, snomed('code', concept))),
  );

function allergyAct(key: string, at: string, observation: Xml): Xml {
  return element(
    'act',
    { classCode: 'ACT', moodCode: 'EVN' },
    template('2.16.840.1.113883.10.20.22.4.30', '2015-08-01'),
    idOf(`${key}-concern`),
    element('code', { code: 'CONC', codeSystem: '2.16.840.1.113883.5.6' }),
    element('statusCode', { code: 'active' }),
    during(at),
    element('entryRelationship', { typeCode: 'SUBJ' }, observation),
  );
}

const everyHours: Readonly<Record<string, string>> = { OD: '24', ON: '24', BD: '12', TDS: '8', QDS: '6', Q1W: '168' };

export function medicationEntry(key: string, medicine: Medicine, from: string, until?: string): Xml {
  const hours = everyHours[medicine.frequency];
  return element(
    'substanceAdministration',
    { classCode: 'SBADM', moodCode: 'INT' },
    template('2.16.840.1.113883.10.20.22.4.16', '2014-06-09'),
    idOf(key),
    element('text', {}, medicine.directions),
    element('statusCode', { code: until === undefined ? 'active' : 'completed' }),
    during(from, until),
    hours === undefined
      ? undefined
      : element(
          'effectiveTime',
          { 'xsi:type': 'PIVL_TS', operator: 'A', institutionSpecified: 'true' },
          element('period', { value: hours, unit: 'h' }),
        ),
    snomed('routeCode', medicine.route),
    element('doseQuantity', { value: medicine.dose, unit: medicine.unit }),
    element(
      'consumable',
      {},
      element(
        'manufacturedProduct',
        { classCode: 'MANU' },
        template('2.16.840.1.113883.10.20.22.4.23', '2014-06-09'),
        element(
          'manufacturedMaterial',
          {},
          medicine.dmd === undefined
            ? element('code', { nullFlavor: 'OTH' }, element('originalText', {}, medicine.name))
            : element(
                'code',
                { code: medicine.dmd, codeSystem: oid.snomed, displayName: medicine.name },
                element('originalText', {}, medicine.name),
              ),
        ),
      ),
    ),
  );
}

export function immunisationEntry(key: string, vaccine: Concept, at: string, refused = false): Xml {
  return element(
    'substanceAdministration',
    { classCode: 'SBADM', moodCode: 'EVN', negationInd: String(refused) },
    template('2.16.840.1.113883.10.20.22.4.52', '2015-08-01'),
    idOf(key),
    completed,
    element('effectiveTime', { value: at }),
    element(
      'consumable',
      {},
      element(
        'manufacturedProduct',
        { classCode: 'MANU' },
        template('2.16.840.1.113883.10.20.22.4.54', '2014-06-09'),
        element('manufacturedMaterial', {}, snomed('code', vaccine)),
      ),
    ),
    refused
      ? element(
          'entryRelationship',
          { typeCode: 'RSON' },
          element(
            'observation',
            { classCode: 'OBS', moodCode: 'EVN' },
            template('2.16.840.1.113883.10.20.22.4.53'),
            element('code', { code: 'PATOBJ', codeSystem: '2.16.840.1.113883.5.8', displayName: 'Patient objection' }),
            completed,
          ),
        )
      : undefined,
  );
}

export function procedureEntry(key: string, concept: Concept, at: string): Xml {
  return element(
    'procedure',
    { classCode: 'PROC', moodCode: 'EVN' },
    template('2.16.840.1.113883.10.20.22.4.14', '2014-06-09'),
    idOf(key),
    snomed('code', concept),
    completed,
    element('effectiveTime', { value: at }),
  );
}
