import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { RecordError } from './errors.js';
import { findingsIn } from './profile-findings.js';
import { filesOf, loadProfile, parseProfile, written, type Profile } from './profile.js';

const folder = mkdtempSync(join(tmpdir(), 'scr-profile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const minimal = `name: tiny
title: Tiny
partners:
  - { ods: RAA, name: Example Hospital, kind: acute, agreementSigned: '2026-01-01', icoRegistration: ZA1, dspt: standards-met, controllerContact: Records office }
  - { ods: Y99901, name: Example Surgery, kind: gp-practice, agreementSigned: '2026-01-01', icoRegistration: ZA2, dspt: standards-met, controllerContact: Practice manager }
feeds:
  - { name: raa-pas, partner: RAA, format: hl7v2, senders: ['PAS|RAA', '*|RAA'] }
  - { name: y99901-gp, partner: Y99901, format: hl7v2, senders: ['*|Y99901'] }
datasets:
  - { sections: all, liveFrom: '2026-03-01' }
relationshipWindowsDays: { admission: 42 }
purposes:
  direct-care: { covers: Care, lawfulBasis: ['UK GDPR 6(1)(e)'], statutes: [An Act], roles: [gp] }
roleCodes: { R0260: gp }
`;

/** Every fault that is found in the text, one a line. */
function faults(text: string, file = 'tiny.yaml'): readonly string[] {
  try {
    parseProfile(text, file);
  } catch (error) {
    expect(error).toBeInstanceOf(RecordError);
    expect((error as RecordError).code).toBe('CONFIG_INVALID');
    return (error as RecordError).detail!.split('\n');
  }
  return [];
}

function changed(from: string, to: string): string {
  expect(minimal).toContain(from);
  return minimal.replace(from, to);
}

const warnings = (profile: Profile) =>
  findingsIn(profile)
    .filter(({ severity }) => severity === 'warning')
    .map((finding) => written(profile, finding));

describe('a profile that cannot be meant is refused, with file, line, path and what to do', () => {
  test('as it stands it is accepted', () => expect(faults(minimal)).toEqual([]));

  test.each([
    ['a partner that stands twice', 'ods: Y99901,', 'ods: RAA,', 'tiny.yaml:5: partners.1.ods: RAA is a partner already'],
    ['a feed of nobody', 'partner: RAA,', 'partner: RZZ,', 'tiny.yaml:7: feeds.0.partner: RZZ is not a partner'],
    ['two feeds of one name', 'name: y99901-gp', 'name: raa-pas', 'tiny.yaml:8: feeds.1.name: a feed is called raa-pas already'],
    [
      'two feeds that claim a sender',
      "['*|Y99901']",
      "['*|RAA']",
      'tiny.yaml:8: feeds.1.senders.0: *|RAA sends on raa-pas already',
    ],
    ['a sender that never fits', "['*|Y99901']", '[Y99901]', 'tiny.yaml:8: feeds.1.senders.0: an HL7 v2 sender is written'],
    [
      'a dataset of nobody',
      'sections: all',
      'partners: [RZZ], sections: all',
      'tiny.yaml:10: datasets.0.partners.0: RZZ is not a partner',
    ],
    [
      'a dataset of no group',
      'sections: all',
      'groups: [Trusts], sections: all',
      'tiny.yaml:10: datasets.0.groups.0: no partner belongs',
    ],
    [
      'a section that is none',
      'sections: all',
      'sections: [problems]',
      'tiny.yaml:10: datasets.0.sections.0: problems is not a section',
    ],
    [
      'a relationship that is none',
      'admission: 42',
      'admision: 42',
      'tiny.yaml:11: relationshipWindowsDays.admision: admision is not',
    ],
    ['a role code that is none', 'R0260', 'GP01', 'tiny.yaml:14: roleCodes.GP01'],
    ['a role that is none', 'roles: [gp]', 'roles: [chaplain]', 'tiny.yaml:13: purposes.direct-care.roles.0'],
    ['a day that is none', '2026-03-01', '2026-02-30', 'tiny.yaml:10: datasets.0.liveFrom: a day is written YYYY-MM-DD'],
    ['a setting that is none', 'title: Tiny', 'title: Tiny\nconsents: {}', 'tiny.yaml:3: : Unrecognized key'],
  ])('%s', (_, from, to, fault) => {
    expect(faults(changed(from, to))[0]).toContain(fault);
  });

  test.each([
    [
      'override: { roles: [gp], minutes: 60, purposes: [rescue], setsAside: [relationship], reviewedBy: [privacy-officer] }',
      'override.purposes.0: rescue is not a purpose',
    ],
    ['optOuts: { nationalDataOptOut: [planning], gpDissent: [] }', 'optOuts.nationalDataOptOut.0: planning is not a purpose'],
    ['consent: { model: asked-at-first-access, askedBy: [gp] }', 'consent: people are asked at first access: write the question'],
    [
      'consent: { model: asked-at-first-access, question: May I? }',
      'consent: people are asked at first access, and nobody may ask',
    ],
    ['objections: { reviewed: true }', 'objections.reviewedBy: objections are reviewed, and nobody may review them'],
    [
      'objections: { grounds: [{ code: a, text: A }, { code: a, text: B }] }',
      'objections.grounds.1.code: there is a ground a already',
    ],
    [
      'launch: { issuers: [{ issuer: emis, partner: RZZ, jwksFile: keys.json }] }',
      'launch.issuers.0.partner: RZZ is not a partner',
    ],
    ['retention: { kept: after-care-ends }', 'retention: say for how many years'],
    ['retention: { kept: none }', 'partners.0.mode: nothing is kept in this profile, so RAA is view-only'],
  ])('%s', (line, fault) => expect(faults(`${minimal}${line}\n`)[0]).toContain(fault));

  test('tells all that is wrong at once', () => {
    const twice = changed('partner: RAA,', 'partner: RZZ,').replace('sections: all', 'sections: [problems]');
    expect(faults(twice)).toHaveLength(2);
  });

  test('text that is no YAML is refused', () => expect(faults(`${minimal}\n  - [`)[0]).toContain('tiny.yaml'));
});

describe('what somebody should look at is a warning', () => {
  test.each([
    [
      'a missing DSPT status',
      ', dspt: standards-met, controllerContact: Records office',
      ', controllerContact: Records office',
      'tiny.yaml:4: partners.0: RAA takes no part until dspt is on file',
    ],
    [
      'a DSPT status not met',
      'dspt: standards-met, controllerContact: Records',
      'dspt: not-met, controllerContact: Records',
      'RAA takes no part while its DSPT status is not-met',
    ],
    ['nobody to write to', ', controllerContact: Records office', '', 'say whom to write to about what RAA controls'],
    [
      'a partner without a feed',
      "  - { name: y99901-gp, partner: Y99901, format: hl7v2, senders: ['*|Y99901'] }\n",
      '',
      'Y99901 has no feed',
    ],
    ['a partner that never goes live', "liveFrom: '2026-03-01'", 'liveFrom: null', 'nothing of RAA ever goes live'],
    ['a purpose without roles', ', roles: [gp] }', ' }', 'direct-care is open to no role'],
    ['a role of a purpose that nobody has', 'R0260: gp', 'R8001: nurse', 'no role code leads to gp, so nobody has this role'],
  ])('%s', (_, from, to, warned) => {
    const before = warnings(parseProfile(minimal, 'tiny.yaml'));
    const added = warnings(parseProfile(changed(from, to), 'tiny.yaml')).filter((one) => !before.includes(one));
    expect(added.join('\n')).toContain(warned);
  });
});

describe('a list of partners in a file of its own', () => {
  const list = `common: { kind: gp-practice, agreementSigned: '2026-01-01', dspt: standards-met }
columns: [ods, name, icoRegistration, liveFrom]
rows:
  - [Y99911, First Example Surgery, ZA11, '2026-05-01']
  - [Y99912, Second Example Surgery, ZA12, null]
feeds:
  - { name: '{ods}-gp', format: hl7v2, senders: ['*|{ods}'] }
`;
  const withList = minimal
    .replace('feeds:\n', '  - include: practices.yaml\nfeeds:\n')
    .replace('sections: all', 'kinds: [acute], sections: all');
  const file = join(folder, 'tiny.yaml');
  const given = (text: string): string => {
    writeFileSync(join(folder, 'practices.yaml'), text);
    return withList;
  };

  test('gives partners, their feeds and from when they share', () => {
    writeFileSync(file, given(list));
    const profile = loadProfile(file);
    expect(profile.partners.slice(2)).toMatchObject([
      { ods: 'Y99911', name: 'First Example Surgery', kind: 'gp-practice', icoRegistration: 'ZA11', dspt: 'standards-met' },
      { ods: 'Y99912', agreementSigned: '2026-01-01' },
    ]);
    expect(profile.feeds.map(({ name }) => name)).toEqual(['y99911-gp', 'y99912-gp', 'raa-pas', 'y99901-gp']);
    expect(profile.feeds[0]).toMatchObject({ partner: 'Y99911', senders: ['*|Y99911'] });
    expect(profile.datasets.slice(0, 2)).toEqual([
      { partners: ['Y99911'], sections: 'all', liveFrom: '2026-05-01' },
      { partners: ['Y99912'], sections: 'all', liveFrom: null },
    ]);
    expect(filesOf(profile)).toEqual([file, join(folder, 'practices.yaml')]);
  });

  test('is pointed at by its own lines: of the row, of the column, of what is common', () => {
    expect(faults(given(list.replace('Y99912', 'Y99911')), file)[0]).toContain(
      'practices.yaml:5: partners.3.ods: Y99911 is a partner already',
    );
    expect(faults(given(list.replace("'2026-05-01'", 'May')), file)[0]).toContain('practices.yaml:4: datasets.0.liveFrom');
    expect(faults(given(list.replace('gp-practice', 'practice')), file)[0]).toContain('practices.yaml:1: partners.2.kind');
    expect(faults(given(list.replace(', null]', ']')), file)[0]).toContain('practices.yaml:5: rows.1: a row has 4 values');
    expect(faults(given(list.replace("'{ods}-gp', format: hl7v2", "'{ods}-gp', format: fax")), file)[0]).toContain(
      'practices.yaml:7: feeds.0.format',
    );
  });

  test('that is not there is named', () => {
    expect(faults(withList.replace('practices.yaml', 'nowhere.yaml'), file)[0]).toContain('nowhere.yaml');
  });

  test('and the profile itself is pointed at by its own lines', () => {
    const wrong = given(list).replace('partner: RAA,', 'partner: RZZ,');
    expect(faults(wrong, file)[0]).toContain('tiny.yaml:8: feeds.2.partner: RZZ is not a partner');
  });
});
