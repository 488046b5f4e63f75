/** What of a profile is in force on a day: the facts that `scr profile explain` prints. */
import type { PolicyTable } from '../policy/table.js';
import type { Section } from '../schema/entry.js';
import { inGoodStanding, type Partner, type Profile } from '../schema/profile.js';
import { sectionNames } from '../schema/sections.js';
import type { Role } from '../schema/viewer.js';

/** Which part is asked for; a part left out means all. */
export interface Asked {
  readonly section?: Section;
  /** ODS code. */
  readonly partner?: string;
  readonly role?: Role;
}

export interface PartnerInForce extends Pick<Partner, 'ods' | 'name' | 'kind' | 'group' | 'mode' | 'controllerContact'> {
  readonly takesPart: boolean;
  /** Since when, or what is missing. */
  readonly since: string | null;
  readonly missing: readonly string[];
  /** Sections that begin on the same day, together; null: agreed, no date yet. */
  readonly datasets: readonly {
    readonly liveFrom: string | null;
    readonly live: boolean;
    readonly sections: readonly Section[];
  }[];
  /** Sections that no line of the profile covers. */
  readonly neverShared: readonly Section[];
}

export interface RoleInForce {
  readonly role: Role;
  readonly roleCodes: readonly string[];
  readonly purposes: readonly string[];
  readonly sees: Readonly<Partial<Record<Section, readonly string[]>>>;
}

export function partnersInForce(profile: Profile, policy: PolicyTable, now: Date, asked: Asked): readonly PartnerInForce[] {
  const today = now.toISOString().slice(0, 10);
  const sections = asked.section === undefined ? sectionNames : [asked.section];
  return profile.partners
    .filter(({ ods }) => asked.partner === undefined || ods === asked.partner)
    .map((partner) => {
      const days = new Map<string | null, Section[]>();
      const neverShared: Section[] = [];
      for (const section of sections) {
        const dataset = policy.partners.get(partner.ods)?.datasets.get(section);
        if (dataset === undefined) neverShared.push(section);
        else days.set(dataset.liveFrom, [...(days.get(dataset.liveFrom) ?? []), section]);
      }
      const takesPart = inGoodStanding(partner, today);
      const { ods, name, kind, group, mode, controllerContact } = partner;
      return {
        ods,
        name,
        kind,
        group,
        mode,
        controllerContact,
        takesPart,
        neverShared,
        since: takesPart ? (partner.agreementSigned ?? null) : null,
        missing: takesPart ? [] : missingOf(partner, today),
        datasets: [...days]
          .map(([liveFrom, of]) => ({ liveFrom, live: liveFrom !== null && liveFrom <= today, sections: of }))
          .toSorted((one, other) => ((one.liveFrom ?? '9') < (other.liveFrom ?? '9') ? -1 : 1)),
      };
    });
}

function missingOf({ agreementSigned, icoRegistration, dspt }: Partner, today: string): readonly string[] {
  return [
    ...(agreementSigned === undefined || agreementSigned > today
      ? [`agreement ${agreementSigned === undefined ? 'not signed' : `from ${agreementSigned}`}`]
      : []),
    ...(icoRegistration === undefined ? ['ICO registration'] : []),
    ...(dspt === 'standards-met' || dspt === 'standards-exceeded' ? [] : [`DSPT ${dspt ?? 'status'}`]),
  ];
}

export function rolesInForce(profile: Profile, policy: PolicyTable, asked: Asked): readonly RoleInForce[] {
  return [...policy.roles]
    .filter(([role]) => asked.role === undefined || role === asked.role)
    .map(([role, view]) => ({
      role,
      roleCodes: Object.keys(profile.roleCodes).filter((code) => profile.roleCodes[code] === role),
      purposes: [...policy.purposes].filter(([, { roles }]) => roles.has(role)).map(([purpose]) => purpose),
      sees: Object.fromEntries(
        [...view]
          .filter(([section]) => asked.section === undefined || section === asked.section)
          .map(([section, elements]) => [section, [...elements]]),
      ),
    }));
}
