import { describe, expect, it } from 'vitest';
import type { Statement } from '../../schema/entry.js';
import { RecordError, type ErrorCode } from '../../schema/errors.js';
import { contextFor, documentIn, fixture } from './example-feed.js';
import { translateCda } from './translate.js';

interface Parts {
  readonly ids?: string;
  readonly header?: string;
  readonly body?: string;
  readonly id?: string;
}

const verified = '<id root="2.16.840.1.113883.2.1.4.1" extension="9990000018"/>';

function documentWith({ ids = verified, header = '', body = '', id = '<id root="1.2.3" extension="d1"/>' }: Parts) {
  return documentIn(`<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${id}<code code="34133-9"/>
    <effectiveTime value="20260105"/>${header}<recordTarget><patientRole>${ids}</patientRole></recordTarget>
    <component><structuredBody>${body}</structuredBody></component></ClinicalDocument>`);
}

const section = (code: string, inner: string): string =>
  `<component><section><code code="${code}"/>${inner}</section></component>`;
const entry = (inner: string): string => `<entry>${inner}</entry>`;
const problem = (id: string, code: string): string =>
  entry(
    `<observation classCode="OBS" moodCode="EVN"><id root="9.9" extension="${id}"/><value xsi:type="CD" code="${code}" codeSystem="2.16.840.1.113883.6.96" displayName="Problem ${code}"/></observation>`,
  );

const translated = (parts: Parts, sender = 'RGT') => translateCda(documentWith(parts), contextFor(sender));
const statements = (parts: Parts): readonly Statement[] => translated(parts).translation.statements;
const puts = (parts: Parts, name: string) =>
  statements(parts).flatMap((each) => (each.kind === 'put' && each.section === name ? [each] : []));
const bodies = (parts: Parts, name: string): readonly unknown[] => puts(parts, name).map((each) => each.body);

function refusalOf(run: () => unknown): ErrorCode | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof RecordError ? error.code : undefined;
  }
}

describe('whom a document is about', () => {
  it('takes only a number under the verified OID for a verified one', () => {
    expect(translated({}).translation.nhsNumberStatus).toBe('01');
    const unverified = '<id root="2.16.840.1.113883.2.1.3.2.4.18.23" extension="9990000018"/>';
    expect(translated({ ids: unverified }).translation.nhsNumberStatus).toBe('02');
    expect(puts({ ids: unverified }, 'documents')[0]?.subject).toBe('9990000018');
  });

  it('reads the NHS number under a root that the feed names, without a claim on its status', () => {
    const document = documentWith({ ids: '<id root="1.2.826.9" extension="999 000 0026"/>' });
    const { translation } = translateCda(document, contextFor('RGT', { nhsNumberAuthorities: ['1.2.826.9'] }));
    expect(translation.statements.find((each) => each.kind === 'patch')?.subject).toBe('9990000026');
    expect(translation.nhsNumberStatus).toBeUndefined();
  });

  it('speaks of a local identifier by its authority, and links it to the NHS number', () => {
    const local = '<id root="2.16.840.1.113883.2.1.3.2.4.18.24" extension="K1" assigningAuthorityName="RGT:PAS"/>';
    expect(puts({ ids: local }, 'documents')[0]?.subject).toBe('RGT:PAS|K1');
    expect(statements({ ids: verified + local })).toContainEqual({
      kind: 'link',
      subject: 'RGT:PAS|K1',
      nhsNumber: '9990000018',
      status: '01',
    });
    expect(puts({ ids: '<id root="2.16.840.1.113883.2.1.3.2.4.18.24" extension="K1"/>' }, 'documents')[0]?.subject).toBe(
      'RGT|K1',
    );
    expect(puts({ ids: '<id root="2.999.7" extension="K1"/>' }, 'documents')[0]?.subject).toBe('2.999.7|K1');
  });

  it('refuses a document without a usable identifier', () => {
    expect(refusalOf(() => translated({ ids: '<id nullFlavor="UNK"/>' }))).toBe('IDENTIFIER_MISSING');
    expect(refusalOf(() => translated({ ids: '<id root="2.16.840.1.113883.2.1.4.1" extension="9990000019"/>' }))).toBe(
      'IDENTIFIER_MISSING',
    );
    expect(refusalOf(() => translated({ ids: '<id root="2.999.7"/>' }))).toBe('IDENTIFIER_MISSING');
  });

  it('guesses between neither two NHS numbers nor two people', () => {
    expect(refusalOf(() => translated({ ids: `${verified}<id root="2.16.840.1.113883.2.1.4.1" extension="9990000026"/>` }))).toBe(
      'MESSAGE_UNMAPPABLE',
    );
    expect(refusalOf(() => translated({ header: `<recordTarget><patientRole>${verified}</patientRole></recordTarget>` }))).toBe(
      'MESSAGE_UNMAPPABLE',
    );
  });
});

describe('what is not to be shared', () => {
  it('refuses a document marked very restricted', () => {
    expect(refusalOf(() => translateCda(fixture('very-restricted.xml'), contextFor('Y99901')))).toBe('DOCUMENT_RESTRICTED');
  });

  it('leaves out a section marked very restricted, says so, and keeps the rest', () => {
    const body = `<component><section><code code="11450-4"/><confidentialityCode code="V"/>${problem('p1', '1')}</section></component>${section('11450-4', problem('p2', '2'))}`;
    expect(puts({ body }, 'problemList').map((each) => each.key)).toEqual(['9.9^p2']);
    expect(translated({ body }).refused).toEqual([{ code: 'DOCUMENT_RESTRICTED', location: 'section 11450-4' }]);
  });

  it('takes a refusal to share the record for an objection, and a consent for nothing more than that', () => {
    const consent = (words: string): string =>
      `<authorization><consent><code code="1" displayName="${words}"/></consent></authorization>`;
    expect(statements({ header: consent('Declined consent for electronic record sharing') })).toContainEqual({
      kind: 'objection',
      subject: '9990000018',
      action: 'record',
    });
    expect(
      statements({ header: consent('Consent given for electronic record sharing') }).some((each) => each.kind === 'objection'),
    ).toBe(false);
  });
});

describe('what the source does not say', () => {
  it('makes nothing of a section without information', () => {
    const body = `<component><section nullFlavor="NI"><code code="48765-2"/><text>No information</text></section></component>`;
    expect(bodies({ body }, 'allergiesAndAdverseReactions')).toEqual([]);
  });

  it('never takes a statement with a null flavour for a fact', () => {
    const unknown = entry(
      '<observation nullFlavor="UNK"><code code="82810-3"/><value xsi:type="CD" code="77386006"/></observation>',
    );
    expect(bodies({ body: section('29762-2', unknown) }, 'pregnancyStatus')).toEqual([]);
  });

  it('tells "no known allergies" from "not allergic to this"', () => {
    const denied = (agent: string): Parts => ({
      body: section(
        '48765-2',
        entry(`<observation negationInd="true"><value xsi:type="CD" code="419199007" displayName="Allergy to substance"/>
          <participant typeCode="CSM"><participantRole><playingEntity><code ${agent}/></playingEntity></participantRole></participant></observation>`),
      ),
    });
    expect(bodies(denied('nullFlavor="NA"'), 'allergiesAndAdverseReactions')).toMatchObject([{ noKnownAllergy: true }]);
    const [peanut] = bodies(denied('code="762952008" displayName="Peanut"'), 'allergiesAndAdverseReactions');
    expect(peanut).toMatchObject({ causativeAgent: { coding: [], text: 'NOT allergic to: Peanut' } });
    expect(peanut).not.toHaveProperty('noKnownAllergy');
  });

  it('tells an end that is unknown from no end', () => {
    const withHigh = (high: string) =>
      bodies(
        {
          body: section(
            '11450-4',
            entry(
              `<observation><effectiveTime><low value="2001"/>${high}</effectiveTime><value xsi:type="CD" code="1" displayName="A"/></observation>`,
            ),
          ),
        },
        'problemList',
      )[0];
    expect(withHigh('')).not.toHaveProperty('problemStatus');
    expect(withHigh('<high nullFlavor="UNK"/>')).toMatchObject({ problemStatus: { text: 'Ended; the end date is not known' } });
  });
});

describe('keys and replacement', () => {
  it('keeps two entries apart that a sender gave one id, whichever comes first', () => {
    const keys = (body: string): readonly string[] =>
      puts({ body: section('11450-4', body) }, 'problemList')
        .map((each) => each.key)
        .toSorted();
    const both = keys(problem('same', '1') + problem('same', '2'));
    expect(new Set(both).size).toBe(2);
    expect(keys(problem('same', '2') + problem('same', '1'))).toEqual(both);
    expect(both).not.toContain('9.9^same');
  });

  it('names an entry without id by what it says, so that the same fact has the same key in the next document', () => {
    const fact = section(
      '11450-4',
      entry(
        '<observation><effectiveTime><low value="2001"/></effectiveTime><author><time value="2001"/></author><value xsi:type="CD" code="1" displayName="A"/></observation>',
      ),
    );
    const first = puts({ body: fact }, 'problemList');
    const again = puts({ body: fact, id: '<id root="1.2.3" extension="d2"/>' }, 'problemList');
    expect(first[0]?.key).toBe(again[0]?.key);
  });

  it('ends, in a later version, what the document no longer says in any section', () => {
    const lists = translateCda(fixture('document-replaced.xml'), contextFor('Y99901')).translation.statements.flatMap((each) =>
      each.kind === 'list' ? [each] : [],
    );
    expect(new Set(lists.map((each) => each.list))).toEqual(new Set(['document:7c000000-0000-4000-8000-0000000000aa']));
    expect(lists.find((each) => each.section === 'problemList')?.keys).toEqual(['5c000000-0000-4000-8000-000000000031']);
    expect(lists.find((each) => each.section === 'allergiesAndAdverseReactions')?.keys).toEqual([]);
    expect(lists.some((each) => each.section === 'personDemographics' || each.section === 'gpPractice')).toBe(false);
  });

  it('empties the lists of a replaced document that had no set', () => {
    const header =
      '<relatedDocument typeCode="RPLC"><parentDocument><id root="1.2.3" extension="d0"/></parentDocument></relatedDocument>';
    const emptied = statements({ header }).flatMap((each) =>
      each.kind === 'list' && each.list === 'document:1.2.3^d0' ? [each] : [],
    );
    expect(emptied.length).toBeGreaterThan(30);
    expect(emptied.every((each) => each.keys.length === 0)).toBe(true);
  });

  it('takes back an entry that was made in error', () => {
    const { statements: all } = translateCda(fixture('document-replaced.xml'), contextFor('Y99901')).translation;
    expect(all.filter((each) => each.kind === 'retract')).toMatchObject([
      { section: 'problemList', because: 'entered-in-error' },
    ]);
  });
});

describe('which section is which', () => {
  it('reads the UK and the international SNOMED OID alike', () => {
    const systems = ['2.16.840.1.113883.2.1.3.2.4.15', '2.16.840.1.113883.6.96'].map((oid) =>
      bodies(
        {
          body: section(
            '887161000000102',
            entry(`<observation><value xsi:type="CD" code="44054006" codeSystem="${oid}" displayName="Diabetes"/></observation>`),
          ),
        },
        'problemList',
      ),
    );
    expect(systems[0]).toEqual(systems[1]);
    expect(systems[0]).toMatchObject([{ problem: { coding: [{ code: '44054006', system: 'http://snomed.info/sct' }] } }]);
  });

  it('believes a known code over a template copied from another section', () => {
    const body = `<component><section><templateId root="2.16.840.1.113883.10.20.22.2.1"/><code code="11369-6"/>
      <text>Flu jab given</text></section></component>`;
    expect(bodies({ body }, 'vaccinations')).toHaveLength(1);
    expect(bodies({ body }, 'medicationsAndMedicalDevices')).toHaveLength(0);
  });

  it('keeps the words of a section whose entries it cannot read', () => {
    const body = section('30954-2', `<text>CRP 212</text>${entry('<act classCode="ACT" moodCode="EVN"><code code="1"/></act>')}`);
    expect(bodies({ body }, 'investigationResults')).toMatchObject([
      { narrative: 'CRP 212', investigationResult: { text: 'CRP 212' } },
    ]);
  });

  it('tells the operator of entries that hold nothing that can be shown', () => {
    const { refused } = translated({
      body: section('30954-2', entry('<act classCode="ACT" moodCode="EVN"><code code="1"/></act>')),
    });
    expect(refused).toMatchObject([{ code: 'ENTRY_INVALID', location: 'section 30954-2' }]);
  });

  it('keeps the words of sections it does not know in the document, under their titles', () => {
    const body = `<component><section><title>Hobbies</title><text>Chess</text></section></component>`;
    expect(bodies({ body }, 'documents')).toMatchObject([{ narrative: 'Hobbies\nChess' }]);
  });
});

describe('involvement', () => {
  const involvements = (parts: Parts, sender: string) =>
    translated(parts, sender).translation.statements.flatMap((each) => (each.kind === 'involvement' ? [each.involvement] : []));

  it('shows a registration with the practice that sends its own summary, and not with a hospital', () => {
    expect(involvements({}, 'Y99902')).toEqual([{ kind: 'registered-practice', organisation: 'Y99902' }]);
    expect(involvements({}, 'RGT')).toEqual([]);
  });

  it('does not take a hospital named as provider for the GP practice', () => {
    const ids = `${verified}<providerOrganization><id root="2.16.840.1.113883.2.1.3.2.4.19.1" extension="RGT"/><name>Hospital</name></providerOrganization>`;
    expect(bodies({ ids }, 'gpPractice')).toEqual([]);
    expect(involvements({ ids }, 'RGT')).toEqual([]);
  });
});

it('refuses what is no clinical document, or has no id', () => {
  expect(refusalOf(() => translateCda({ ...documentWith({}), name: 'section' }, contextFor('RGT')))).toBe('STRUCTURE_INVALID');
  expect(refusalOf(() => translated({ id: '' }))).toBe('STRUCTURE_INVALID');
});

it('says which parts of a document it made something of, and which it did not', () => {
  const { translation } = translated({
    header: '<languageCode code="en-GB"/><dataEnterer><time value="2020"/></dataEnterer>',
    body: section('11450-4', problem('p1', '1')),
  });
  expect(translation.mapped).toContain('section[11450-4]/entry/observation/value');
  expect(translation.unmapped).toEqual(['ClinicalDocument/dataEnterer/time']);
});
