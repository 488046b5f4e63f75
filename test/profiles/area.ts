/** One shared care record as it runs in its own profile: its partners' messages, and what its staff see. */
import { recastFor } from '../../cli/population/recast.js';
import { personasOf } from '../../gateway/identity/personas.js';
import { loadProfile, type Profile } from '../../schema/profile.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import type { Role } from '../../schema/viewer.js';
import { attended, hl7, pid, registered, resulted } from '../feed-messages.js';
import type { Answer, Asked, TestRecord } from '../record.js';

export interface Area {
  readonly profile: Profile;
  /** ODS codes of the practice, the hospital and the council that the people of the tests have to do with. */
  readonly practice: string;
  readonly hospital: string;
  /** The person is registered with the practice. */
  registered(of: string): string;
  /** The person attended the hospital, which knows a diagnosis. */
  attended(of: string, diagnosis?: string, visit?: string): string;
  /** The hospital's laboratory has a result. */
  resulted(of: string): string;
  /** The hospital says that the person does not consent to sharing (ZU8-2). */
  dissented(of: string): string;
  /** Whoever does something in a test, as the store keeps it. */
  by(role: Role): { readonly userId: string; readonly organisation: string; readonly role: Role };
}

/** The partners of the profile `name`, speaking as those of the default profile do. */
export function areaOf(name: string): Area {
  const profile = loadProfile(name);
  // Also what a partner answers on demand is told in its own codes.
  const recast = recastFor({ ...profile, partners: profile.partners.map((partner) => ({ ...partner, mode: 'held' as const })) });
  const told = (feed: string, text: string): string => {
    const file = recast({ feed, fileName: `${feed}.hl7`, bytes: Buffer.from(text) });
    if (file === undefined) throw new Error(`nobody in ${name} sends what ${feed} does`);
    return Buffer.from(file.bytes).toString();
  };
  const staff = personasOf(profile);
  const of = (role: Role) => staff.find(({ id }) => id === role)!;
  return {
    profile,
    practice: of('gp').organisation,
    hospital: of('hospital-doctor').organisation,
    registered: (person) => told('y99901-gp', registered(person)),
    attended: (person, diagnosis, visit) => told('rgt-pas', attended(person, 7, diagnosis, visit)),
    resulted: (person) => told('rgt-lab', resulted(person)),
    dissented: (person) => told('rgt-pas', hl7('hospital', 'ADT^A31', [pid(person), 'PV1|1|N', 'ZU8||2'])),
    by: (role) => ({ userId: of(role).userId, organisation: of(role).organisation, role }),
  };
}

const query = `query ($of: ID!) { patient(nhsNumber: $of) {
  access { permitted reason explanation relationship lawfulBasis }
  personDemographics { totalCount entries { personName { personFamilyName } dateOfBirth nhsNumber gender { text } provenance { partner { odsCode } } } }
  problemList { totalCount entries { problem { text } } coverage { partner { odsCode name } status reason explanation liveFrom } }
  investigationResults { totalCount } } }`;

/** What a persona is shown of a person. */
export async function look(record: TestRecord, persona: Role, of: string): Promise<Answer & { readonly patient: Asked }> {
  const answer = await record.ask(persona, query, { of });
  return { ...answer, patient: answer.data?.patient };
}

/** The coverage line of a partner. */
export const lineOf = (patient: Asked, ods: string): Asked =>
  patient.problemList.coverage.find((line: Asked) => line.partner?.odsCode === ods);

/** Objects to the whole record, through a persona. */
export async function object(record: TestRecord, persona: Role, of: string, scope: object = {}): Promise<Answer> {
  return record.ask(persona, 'mutation ($input: RecordObjectionInput!) { recordObjection(input: $input) { id version } }', {
    input: { nhsNumber: of, idempotencyKey: `${persona} ${of}`, ...scope },
  });
}

export async function withdraw(
  record: TestRecord,
  persona: Role,
  objection: { readonly id: string; readonly version: number },
): Promise<Answer> {
  return record.ask(
    persona,
    'mutation ($id: ID!, $version: Int!) { withdrawObjection(id: $id, version: $version, reason: "changed their mind") { withdrawnAt } }',
    { id: objection.id, version: objection.version },
  );
}

export const asNhsNumber = (text: string): NhsNumber => text as NhsNumber;
