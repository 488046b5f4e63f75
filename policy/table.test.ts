import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RecordError } from '../schema/errors.js';
import { loadProfile, type Profile } from '../schema/profile.js';
import { projectPath } from '../schema/project-path.js';
import { sectionNames } from '../schema/sections.js';
import { roles } from '../schema/viewer.js';
import { sectionElements } from './elements.js';
import { datasetOf, isLive, loadPolicy, parsePolicy } from './table.js';

const profile = loadProfile('cambridgeshire-peterborough');
const rolesYaml = readFileSync(projectPath('policy/roles.yaml'), 'utf8');
const nobody = `${roles.map((role) => `${role}: {}`).join('\n')}\n`;

function fault(load: () => unknown): string {
  try {
    load();
  } catch (error) {
    expect(error).toBeInstanceOf(RecordError);
    expect((error as RecordError).code).toBe('CONFIG_INVALID');
    return (error as RecordError).detail ?? '';
  }
  throw new Error('it was accepted');
}

describe('the role table', () => {
  test('is valid for the default profile and knows every role', () => {
    expect([...loadPolicy(profile).roles.keys()]).toEqual([...roles]);
  });

  test('gives the privacy officer nothing and the analyst every element of every section', () => {
    const { roles: views } = loadPolicy(profile);
    expect(views.get('privacy-officer')!.size).toBe(0);
    expect(new Map(views.get('analyst'))).toEqual(new Map(sectionElements()));
  });

  test('shows negation and "no known allergy" to every role that sees the thing negated', () => {
    for (const [, view] of loadPolicy(profile).roles) {
      if (view.get('problemList')?.has('problem')) expect(view.get('problemList')).toContain('negated');
      if (view.get('medicationsAndMedicalDevices')?.has('medicationItemCluster'))
        expect(view.get('medicationsAndMedicalDevices')).toContain('negated');
      if (view.get('allergiesAndAdverseReactions')?.has('causativeAgent'))
        expect(view.get('allergiesAndAdverseReactions')).toContain('noKnownAllergy');
    }
  });

  test('shows no narrative to a role that sees only a part of a section', () => {
    const elements = sectionElements();
    for (const [role, view] of loadPolicy(profile).roles) {
      for (const [section, seen] of view) {
        // The contact's own NHS number alone is kept back there; it is never part of the text.
        if (section === 'personalContacts') continue;
        if (seen.size < elements.get(section)!.size)
          expect([role, section, seen.has('narrative')]).toEqual([role, section, false]);
      }
    }
  });

  test('a section that does not exist is refused with its line', () => {
    const yaml = nobody.replace('gp: {}', 'gp:\n  problemList: all\n  problemsList: all');
    expect(fault(() => parsePolicy(profile, yaml, 'roles.yaml'))).toContain('roles.yaml:3: gp.problemsList: is not a section');
  });

  test('an element that does not exist is refused with its line', () => {
    const yaml = nobody.replace('gp: {}', 'gp:\n  problemList:\n    - problem\n    - problm');
    expect(fault(() => parsePolicy(profile, yaml, 'roles.yaml'))).toContain(
      'roles.yaml:4: gp.problemList.1: problm is not an element of it',
    );
  });

  test('a role that does not exist is refused with its line', () => {
    expect(fault(() => parsePolicy(profile, `${nobody}chaplain: {}\n`, 'roles.yaml'))).toMatch(/roles\.yaml:10: .*chaplain/);
  });

  test('a role left out is refused: nobody loses their view by a slip', () => {
    expect(fault(() => parsePolicy(profile, nobody.replace('gp: {}\n', ''), 'roles.yaml'))).toContain('gp');
  });

  test('an empty list is refused: leaving the section out says the same and cannot be misread', () => {
    expect(fault(() => parsePolicy(profile, nobody.replace('gp: {}', 'gp:\n  problemList: []'), 'roles.yaml'))).toContain(
      'roles.yaml:2',
    );
  });

  test('text that is no YAML is refused', () => {
    expect(fault(() => parsePolicy(profile, `${rolesYaml}\n  - [`, 'roles.yaml'))).toContain('roles.yaml');
  });
});

describe('the facts of the profile', () => {
  const changed = (change: Partial<Profile>) => () => loadPolicy({ ...profile, ...change });

  test('a dataset of a section, partner or relationship that does not exist is refused', () => {
    expect(fault(changed({ datasets: [{ sections: ['problems'], liveFrom: '2025-01-01' }] }))).toContain(
      'problems is not a section',
    );
    expect(fault(changed({ datasets: [{ partners: ['RZZ'], sections: 'all', liveFrom: null }] }))).toContain(
      'RZZ is not a partner',
    );
    expect(fault(changed({ relationshipWindowsDays: { admision: 42 } }))).toContain('admision is not a kind of relationship');
  });

  test('a section that no line covers is not live', () => {
    const policy = loadPolicy({ ...profile, datasets: [] });
    for (const section of sectionNames) expect(isLive(datasetOf(policy, 'RGT', section), new Date())).toBe(false);
  });

  test('the last line that fits says from when', () => {
    const policy = loadPolicy(profile);
    expect(datasetOf(policy, 'RT1', 'problemList')?.liveFrom).toBe('2025-09-01');
    expect(datasetOf(policy, 'RT1', 'documents')?.liveFrom).toBe('2027-03-01');
    expect(datasetOf(policy, '725', 'safeguarding')?.liveFrom).toBeNull();
    expect(datasetOf(policy, 'RZZ', 'problemList')).toBeUndefined();
  });
});
