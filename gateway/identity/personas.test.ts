import { expect, test } from 'vitest';
import { loadProfile } from '../../schema/profile.js';
import { personas, personasOf } from './personas.js';

test('in the default profile the personas are who they are', () => {
  expect(personasOf(loadProfile('cambridgeshire-peterborough'))).toEqual(personas);
});

test.each(['ccr', 'cheshire', 'blmk-bedfordshire-luton', 'blmk-milton-keynes'])(
  'in %s each persona works for a partner there, in a role and for a purpose that it knows',
  (name) => {
    const profile = loadProfile(name);
    const staff = personasOf(profile);
    expect(staff.length).toBeGreaterThanOrEqual(8);
    for (const { id, organisation, organisationName, roleCode, purpose } of staff) {
      expect(profile.partners.map(({ ods, name: partner }) => `${ods} ${partner}`).join('\n')).toContain(`${organisation} `);
      expect(organisationName).not.toBe('');
      expect(profile.roleCodes[roleCode]).toBe(id);
      expect(profile.purposes[purpose]?.roles).toContain(id);
    }
  },
);

test('an analyst has no place where nothing is analysed', () => {
  expect(personasOf(loadProfile('ccr')).map(({ id }) => id)).not.toContain('analyst');
  expect(personasOf(loadProfile('cheshire')).map(({ id }) => id)).toContain('analyst');
});
