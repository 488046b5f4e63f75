import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cis2 } from '../../schema/profile-identity.js';
import type { Role } from '../../schema/viewer.js';
import { audience, openTestProvider, roleCodes, type TestProvider } from './test-provider.js';
import { openVerifier, type TokenVerifier } from './verify.js';

let provider: TestProvider;
let verifier: TokenVerifier;
beforeAll(async () => {
  provider = await openTestProvider();
  verifier = openVerifier({ issuer: provider.issuer, audience, roleCodes });
});
afterAll(() => provider.close());

describe('claims named by the profile', () => {
  const of = async (claims: JWTPayload, identity: Partial<typeof cis2>, codes: Record<string, Role> = roleCodes) =>
    openVerifier({ issuer: provider.issuer, audience, roleCodes: codes, identity: { ...cis2, ...identity } }).verify(
      `Bearer ${await provider.token(claims)}`,
    );

  it('may stand flat in the token of a provider that knows one role', async () => {
    const claims = { ...cis2.claims, roles: null, user: ['upn'], organisation: 'ods', roleCode: 'job', purpose: 'pou' };
    const flat = { upn: 'jo@trust.example', ods: 'RGN', job: 'R0620', pou: 'direct-care', nhsid_nrbac_roles: undefined };
    expect(await of(flat, { claims })).toMatchObject({ userId: 'jo@trust.example', organisation: 'RGN', role: 'nurse' });
    await expect(of({ ...flat, ods: undefined }, { claims })).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
  });

  it('tell how surely the person was recognised, by the values that the profile knows', async () => {
    expect((await of({ authentication_assurance_level: '3' }, {})).assurance).toBe('AAL3');
    expect((await of({ acr: 'AAL2' }, {})).assurance).toBe('AAL2');
    expect((await of({ authentication_assurance_level: '1', acr: 'AAL3' }, {})).assurance).toBe('AAL1');
    expect((await of({ authentication_assurance_level: 'smartcard' }, {})).assurance).toBeUndefined();
    const byMeans: Partial<typeof cis2> = {
      claims: { ...cis2.claims, assurance: ['amr'] },
      assuranceLevels: { pwd: 'AAL1', N3_SMARTCARD: 'AAL3' },
    };
    expect((await of({ amr: ['pwd', 'N3_SMARTCARD'] }, byMeans)).assurance).toBe('AAL3');
    expect((await of({}, {})).assurance).toBeUndefined();
  });

  it('bring activity codes, by which one role code may mean another role', async () => {
    const claims = {
      nhsid_nrbac_roles: [
        { person_roleid: '1', org_code: 'RGT', role_code: 'S0:G0:R8000', activity_codes: ['B0360', 'B0011', 'nonsense', 7] },
      ],
      selected_roleid: '1',
    };
    expect(await of(claims, {})).toMatchObject({ activities: ['B0360', 'B0011'], role: 'hospital-doctor' });
    expect((await of(claims, {}, { R8000: 'receptionist', 'R8000+B0360': 'nurse' })).role).toBe('nurse');
    expect((await of(claims, {}, { R8000: 'receptionist', 'R8000+B0999': 'nurse' })).role).toBe('receptionist');
    // Two lines that contradict each other: neither is chosen for somebody.
    expect((await of(claims, {}, { 'R8000+B0360': 'nurse', 'R8000+B0011': 'gp' })).role).toBeUndefined();
  });

  it('may leave out the purpose where the profile says which is meant then', async () => {
    expect((await of({ purpose: undefined }, { purposeWhenAbsent: 'direct-care' })).purpose).toBe('direct-care');
  });
});

describe('the role', () => {
  it('and organisation are those of the selected role, not of another the person holds', async () => {
    const roles = [
      { person_roleid: '1', org_code: 'RGN', role_code: 'S8000:G8000:R0001' },
      { person_roleid: '2', org_code: 'RGT', role_code: 'S0030:G0100:R0620' },
    ];
    const header = `Bearer ${await provider.token({ nhsid_nrbac_roles: roles, selected_roleid: '2' })}`;
    expect(await verifier.verify(header)).toMatchObject({ organisation: 'RGT', roleCode: 'R0620', role: 'nurse' });
  });

  it('is undefined where the profile knows none for the code', async () => {
    const roles = [{ person_roleid: '1', org_code: 'RGT', role_code: 'S0:G0:R9999' }];
    const viewer = await verifier.verify(`Bearer ${await provider.token({ nhsid_nrbac_roles: roles, selected_roleid: '1' })}`);
    expect(viewer).toMatchObject({ roleCode: 'R9999', role: undefined });
  });
});
