import type { Partner, Profile } from '../../schema/profile.js';
import type { Role } from '../../schema/viewer.js';
import type { RoleClaim } from './claims.js';

/** An invented member of staff to try the record as; development only. */
export interface Persona {
  /** What `--persona` and the persona picker call them. */
  readonly id: Role;
  readonly name: string;
  /** Twelve digits, as a CIS2 user identifier. */
  readonly userId: string;
  readonly roleCode: string;
  readonly roleName: string;
  /** ODS code, with the name to show beside it. */
  readonly organisation: string;
  readonly organisationName: string;
  readonly purpose: string;
  /** In one line, what they can see. */
  readonly sees: string;
}

const hospital = { organisation: 'RGT', organisationName: 'Cambridge University Hospitals' } as const;
const practice = { organisation: 'Y99901', organisationName: 'Granta Example Surgery' } as const;

export const personas: readonly Persona[] = [
  {
    id: 'gp',
    name: 'Dr Amara Osei',
    userId: '999000000011',
    roleCode: 'R0260',
    roleName: 'General Medical Practitioner',
    ...practice,
    purpose: 'direct-care',
    sees: 'The whole record of people registered at the practice.',
  },
  {
    id: 'hospital-doctor',
    name: 'Dr Tomasz Lindqvist',
    userId: '999000000022',
    roleCode: 'R0050',
    roleName: 'Consultant',
    ...hospital,
    purpose: 'direct-care',
    sees: 'The whole record of people admitted, attending or referred to the hospital.',
  },
  {
    id: 'nurse',
    name: 'Priya Hallam',
    userId: '999000000033',
    roleCode: 'R0620',
    roleName: 'Staff Nurse',
    ...hospital,
    purpose: 'direct-care',
    sees: 'What nursing care needs, for people under the care of the hospital.',
  },
  {
    id: 'pharmacist',
    name: 'Owen Castellane',
    userId: '999000000044',
    roleCode: 'R1290',
    roleName: 'Pharmacist',
    ...hospital,
    purpose: 'direct-care',
    sees: 'Medications, allergies, vaccinations, results and what bears on them.',
  },
  {
    id: 'social-worker',
    name: 'Bethan Adeyemi',
    userId: '999000000055',
    roleCode: 'R1330',
    roleName: 'Social Worker',
    organisation: '312',
    organisationName: 'Cambridgeshire County Council',
    purpose: 'direct-care',
    sees: 'Social care, safeguarding and the health facts that care at home depends on.',
  },
  {
    id: 'receptionist',
    name: 'Callum Whitfield',
    userId: '999000000066',
    roleCode: 'R1730',
    roleName: 'Receptionist',
    ...practice,
    purpose: 'direct-care',
    sees: 'Who the person is, how to reach them, and their appointments; nothing clinical.',
  },
  {
    id: 'paramedic',
    name: 'Ines Marchetti',
    userId: '999000000077',
    roleCode: 'R1070',
    roleName: 'Paramedic',
    organisation: 'RYC',
    organisationName: 'East of England Ambulance Service',
    purpose: 'emergency-care',
    sees: 'What emergency care needs, for people the ambulance service is attending.',
  },
  {
    id: 'privacy-officer',
    name: 'Margaret Ndiaye',
    userId: '999000000088',
    roleCode: 'R0001',
    roleName: 'Privacy Officer',
    ...hospital,
    purpose: 'access-review',
    sees: 'Who looked at whose record and why, and objections; no care record.',
  },
  {
    id: 'analyst',
    name: 'Jonah Petrov',
    userId: '999000000099',
    roleCode: 'R1840',
    roleName: 'Analyst',
    ...hospital,
    purpose: 'de-identified-analysis',
    sees: 'Synthetic or de-identified people only; never a store of real people.',
  },
];

/** Where each of them works, in a profile that does not have the organisation above. */
const workplaces: Readonly<Record<Role, Partner['kind']>> = {
  gp: 'gp-practice',
  'hospital-doctor': 'acute',
  nurse: 'acute',
  pharmacist: 'acute',
  'social-worker': 'local-authority',
  receptionist: 'gp-practice',
  paramedic: 'ambulance',
  'privacy-officer': 'acute',
  analyst: 'acute',
};

/**
 * The personas as staff of the profile's own partners, with its role codes. Who would have no place, no role or no
 * purpose there is left out.
 */
export function personasOf({
  partners,
  roleCodes,
  purposes,
}: Pick<Profile, 'partners' | 'roleCodes' | 'purposes'>): readonly Persona[] {
  return personas.flatMap((persona) => {
    const at =
      partners.find(({ ods }) => ods === persona.organisation) ?? partners.find(({ kind }) => kind === workplaces[persona.id]);
    const roleCode =
      roleCodes[persona.roleCode] === persona.id
        ? persona.roleCode
        : Object.keys(roleCodes).find((code) => /^R\d+$/.test(code) && roleCodes[code] === persona.id);
    if (at === undefined || roleCode === undefined || !Object.hasOwn(purposes, persona.purpose)) return [];
    const organisationName = at.ods === persona.organisation ? persona.organisationName : at.name;
    return [{ ...persona, roleCode, organisation: at.ods, organisationName }];
  });
}

/** What the development provider writes into a persona's token, in the manner of CIS2. */
export function claimsOf(persona: Persona): Record<string, unknown> {
  const role: RoleClaim = {
    person_roleid: `${persona.userId.slice(3)}001`,
    org_code: persona.organisation,
    role_code: `S0000:G0000:${persona.roleCode}`,
    role_name: persona.roleName,
  };
  return {
    nhsid_useruid: persona.userId,
    name: persona.name,
    nhsid_nrbac_roles: [role],
    selected_roleid: role.person_roleid,
    purpose: persona.purpose,
  };
}
