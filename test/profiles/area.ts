/** One shared care record as it runs in its own profile: its partners' messages, and what its staff see. */
import { recastFor } from '../../cli/population/recast.js';
import { personasOf } from '../../gateway/identity/personas.js';
import { loadProfile, type Profile } from '../../schema/profile.js';
import type { Role } from '../../schema/viewer.js';
import { attended, hl7, pid, registered, resulted, type PersonText } from '../feed-messages.js';
import type { Answer, Asked, TestRecord } from '../record.js';

export interface Area {
  readonly profile: Profile;
  /** ODS codes of the practice, the hospital and the council that the people of the tests have to do with. */
  readonly practice: string;
  readonly hospital: string;
  /** The person is registered with the practice. */
  registered(of: string, about?: PersonText): string;
  /** The person attended the hospital, which knows a diagnosis. */
  attended(of: string, diagnosis?: string, visit?: string): string;
  /** The hospital's laboratory has a result. */
  resulted(of: string): string;
  /** The hospital says anew who the person is. */
  known(of: string, about: PersonText): string;
  /** The hospital says that the person does not consent to sharing (ZU8-2). */
  dissented(of: string): string;
  /** Who the persona of a role is. */
  userId(role: Role): string;
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
    registered: (person, about) => told('y99901-gp', registered(person, about)),
    attended: (person, diagnosis, visit) => told('rgt-pas', attended(person, 7, diagnosis, visit)),
    resulted: (person) => told('rgt-lab', resulted(person)),
    known: (person, about) => told('rgt-pas', hl7('hospital', 'ADT^A31', [pid(person, about), 'PV1|1|N'])),
    dissented: (person) => told('rgt-pas', hl7('hospital', 'ADT^A31', [pid(person), 'PV1|1|N', 'ZU8||2'])),
    userId: (role) => of(role).userId,
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

/** Acts of governance: the input that each takes, and what the tests ask back. */
const acts = {
  recordObjection: ['RecordObjectionInput', 'id version state objector'],
  reviewObjection: ['ReviewObjectionInput', 'version state review { ground reason }'],
  recordConsentAnswer: ['RecordConsentAnswerInput', 'answer'],
  accessWithoutConsent: ['AccessWithoutConsentInput', 'id version ground'],
  overrideInEmergency: ['ClaimInput', 'id version from until'],
  reviewAccess: ['ReviewAccessInput', 'version review { outcome }'],
} as const;
type Act = keyof typeof acts;

let keys = 0;

/** What came of an act of governance: what was recorded, or the codes and reasons of its refusal. */
export async function act(
  record: TestRecord,
  persona: Role,
  name: Act,
  input: object,
): Promise<{ readonly done: Asked; readonly codes: readonly string[]; readonly reasons: readonly string[] }> {
  const [type, fields] = acts[name];
  const { data, errors, codes } = await record.ask(
    persona,
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`,
    { input: { idempotencyKey: `${name} ${++keys}`, ...input } },
  );
  return { done: data?.[name], codes, reasons: errors.map(({ extensions }) => extensions.reason) };
}

/** Objects to the whole record, or to `scope`, through a persona. */
export const object = (record: TestRecord, persona: Role, of: string, scope: object = {}): ReturnType<typeof act> =>
  act(record, persona, 'recordObjection', { nhsNumber: of, ...scope });

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

/** The trail of a person as the privacy officer reads it, newest first. */
export async function trailOf(record: TestRecord, of: string): Promise<readonly Asked[]> {
  const { data, errors } = await record.ask(
    'privacy-officer',
    `query ($of: ID!) { auditTrail(nhsNumber: $of, first: 100) { disclosures {
      userId role organisation purpose lawfulBasis relationship returned { coordinate } withheld { coordinate reason } } } }`,
    { of },
  );
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data.auditTrail.disclosures;
}
