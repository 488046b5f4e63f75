import { z } from 'zod';
import { checkedYaml, readCheckedYaml } from '../schema/checked-yaml.js';
import type { RelationshipKind, Section } from '../schema/entry.js';
import { covers } from '../schema/profile-findings-partners.js';
import { inGoodStanding, refuse, type Partner, type Profile } from '../schema/profile.js';
import { projectPath } from '../schema/project-path.js';
import { isSection, sectionNames } from '../schema/sections.js';
import { roles, type Role } from '../schema/viewer.js';
import { impliedElements, sectionElements, type SectionElements } from './elements.js';
import { policyFindings } from './profile-findings.js';

/** What one role sees: per section the elements, `id` and `provenance` included; a section left out is not seen. */
export type RoleView = ReadonlyMap<Section, ReadonlySet<string>>;

/** From when a partner shares a section; `null`: agreed, no date yet. */
export interface Dataset {
  readonly liveFrom: string | null;
  readonly liveFromMs: number;
}

/** One purpose of use: who may name it and on what basis in law (R9, R10). */
export interface Purpose {
  readonly lawfulBasis: readonly string[];
  readonly roles: ReadonlySet<Role>;
}

/** One partner as policy knows it. */
export interface PartnerStanding {
  /** From when it is in good standing; Infinity while anything is missing (R5). */
  readonly goodStandingFromMs: number;
  /** Its system cannot keep back a part of a record: an objection to a part withholds all it shares (R24). */
  readonly allOrNothing: boolean;
  readonly datasets: ReadonlyMap<Section, Dataset>;
}

/** The words of a profile that decisions about people and governance acts rest on. */
export type Governance = Pick<
  Profile,
  'consent' | 'objections' | 'withoutConsent' | 'override' | 'declaredRelationship' | 'optOuts' | 'training' | 'assurance'
>;

/** The role table and the facts of the profile that decisions need, made once when the process starts. */
export interface PolicyTable {
  readonly roles: ReadonlyMap<Role, RoleView>;
  readonly partners: ReadonlyMap<string, PartnerStanding>;
  readonly purposes: ReadonlyMap<string, Purpose>;
  /** How long an involvement counts after its end; a kind left out never counts (R2). */
  readonly windowMs: ReadonlyMap<RelationshipKind, number>;
  /** Who decides what about a person, and by which law, as the profile has it. */
  readonly governance: Governance;
  /** Elements of `personDemographics` that stay readable where the whole record is objected to (R13). Not whose they are. */
  readonly minimumKept: ReadonlySet<string>;
  /** The profile's own words for refusals, by reason code. */
  readonly messages: Readonly<Record<string, string>>;
}

const dayMs = 86_400_000;

/**
 * The policy of a profile, with the role table of `policy/roles.yaml`.
 * @throws RecordError CONFIG_INVALID pointing at what is wrong: a section, element, role, partner or
 * kind of relationship that does not exist would otherwise silently refuse, or worse, never match.
 */
export function loadPolicy(profile: Profile): PolicyTable {
  const file = projectPath('policy/roles.yaml');
  return policyTable(profile, readCheckedYaml(file, rolesShape(sectionElements())));
}

/** As {@link loadPolicy}, with the role table from text; `file` is for error messages. */
export function parsePolicy(profile: Profile, rolesYaml: string, file: string): PolicyTable {
  return policyTable(profile, checkedYaml(rolesYaml, file, rolesShape(sectionElements())));
}

function rolesShape(elements: SectionElements) {
  const view = z
    .record(z.string(), z.union([z.literal('all'), z.array(z.string()).min(1)]))
    .transform((sections, context): RoleView => {
      const seen = new Map<Section, ReadonlySet<string>>();
      for (const [section, listed] of Object.entries(sections)) {
        const known = isSection(section) ? elements.get(section) : undefined;
        if (!isSection(section) || known === undefined) {
          context.addIssue({ code: 'custom', path: [section], message: 'is not a section' });
          continue;
        }
        // `all` is spelled out, so that an element nobody has heard of is refused under it too.
        const names = listed === 'all' ? [...known] : listed;
        for (const name of names) {
          if (!known.has(name))
            context.addIssue({
              code: 'custom',
              path: [section, names.indexOf(name)],
              message: `${name} is not an element of it`,
            });
        }
        seen.set(section, new Set([...impliedElements, ...names]));
      }
      return seen;
    });
  return z.strictObject(Object.fromEntries(roles.map((role) => [role, view])) as Record<Role, typeof view>);
}

function policyTable(profile: Profile, roleViews: Readonly<Record<Role, RoleView>>): PolicyTable {
  refuse(profile, policyFindings(profile));
  return {
    roles: new Map(roles.map((role) => [role, roleViews[role]])),
    partners: new Map(profile.partners.map((partner) => [partner.ods, standingOf(profile, partner)])),
    // A purpose without roles is nobody's: refusal is the default.
    purposes: new Map(
      Object.entries(profile.purposes).map(([name, { lawfulBasis, roles: allowed }]) => [
        name,
        { lawfulBasis, roles: new Set(allowed) },
      ]),
    ),
    windowMs: new Map(
      Object.entries(profile.relationshipWindowsDays).map(([kind, days]) => [kind as RelationshipKind, days * dayMs]),
    ),
    governance: profile,
    minimumKept: new Set([...impliedElements, ...profile.objections.minimumKept].filter((element) => element !== 'provenance')),
    messages: profile.messages,
  };
}

function standingOf(profile: Profile, partner: Partner): PartnerStanding {
  const datasets = new Map<Section, Dataset>();
  for (const dataset of profile.datasets) {
    if (!covers(dataset, partner)) continue;
    // A day begins at midnight UTC: in summer that is an hour late here, and never early.
    const live: Dataset = {
      liveFrom: dataset.liveFrom,
      liveFromMs: dataset.liveFrom === null ? Infinity : Date.parse(dataset.liveFrom),
    };
    const named = dataset.sections === 'all' ? sectionNames : dataset.sections.filter(isSection);
    for (const section of named) datasets.set(section, live);
  }
  const signed = partner.agreementSigned;
  return {
    goodStandingFromMs: signed !== undefined && inGoodStanding(partner, signed) ? Date.parse(signed) : Infinity,
    allOrNothing: partner.withholdsParts === false,
    datasets,
  };
}

/** From when a partner shares a section; undefined where no line of the profile covers them. */
export function datasetOf(policy: PolicyTable, partner: string, section: Section): Dataset | undefined {
  return policy.partners.get(partner)?.datasets.get(section);
}

/** Whether the dataset is shared at this moment. */
export function isLive(dataset: Dataset | undefined, now: Date): boolean {
  return dataset !== undefined && dataset.liveFromMs <= now.getTime();
}

/** Lawful basis of a purpose, as the profile states it; empty for a purpose it does not know. */
export function lawfulBasisOf(policy: PolicyTable, purpose: string): readonly string[] {
  return policy.purposes.get(purpose)?.lawfulBasis ?? [];
}
