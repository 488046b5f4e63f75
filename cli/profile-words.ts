/** A profile in words, for whoever has to answer for it. */
import type { Profile } from '../schema/profile.js';
import { sectionNames } from '../schema/sections.js';
import type { PartnerInForce, RoleInForce } from './profile-in-force.js';

/** Partners one by one, practices by what they have in common; each of them where `closely`. */
export function partnerWords(partners: readonly PartnerInForce[], closely: boolean): readonly string[] {
  const alike = new Map<string, PartnerInForce[]>();
  for (const partner of partners) {
    const key =
      partner.kind === 'gp-practice' && !closely ? `${partner.takesPart} ${JSON.stringify(partner.datasets)}` : partner.ods;
    alike.set(key, [...(alike.get(key) ?? []), partner]);
  }
  const groups = new Set(partners.flatMap(({ group }) => group ?? []));
  const lines = [`Partners: ${partners.length}${groups.size > 1 ? ` in ${groups.size} groups` : ''}`];
  for (const [first, ...others] of alike.values()) {
    if (first === undefined) continue;
    const who =
      others.length === 0
        ? `${first.ods}  ${first.name}`
        : `${first.ods} and ${others.length} more practices (${first.group ?? first.kind})`;
    const part = first.takesPart ? `takes part since ${first.since}` : `takes no part: ${first.missing.join(', ')} not on file`;
    lines.push(`  ${who}: ${part}${first.mode === 'view-only' ? '; asked on demand, nothing is kept' : ''}`);
    if (closely)
      lines.push(`      ${first.kind}; ${first.group ?? 'no group'}; write to: ${first.controllerContact ?? 'nobody named'}`);
    for (const { liveFrom, live, sections } of first.datasets) {
      const when = liveFrom === null ? 'no date yet' : live ? `live since ${liveFrom}` : `live from ${liveFrom}`;
      lines.push(`      ${when}: ${sections.length === sectionNames.length ? 'every section' : listed(sections, closely)}`);
    }
    if (first.neverShared.length > 0)
      lines.push(
        `      not shared: ${first.neverShared.length === sectionNames.length ? 'any section' : listed(first.neverShared, closely)}`,
      );
  }
  return [...lines, ''];
}

const listed = (names: readonly string[], closely: boolean): string =>
  closely || names.length <= 4 ? names.join(', ') : `${names.length} sections`;

/** What holds for everybody: relationship, consent, objections, grounds, override, law and retention. */
export function ruleWords(profile: Profile): readonly string[] {
  const { consent, objections, override, declaredRelationship, optOuts, retention, launch, network } = profile;
  const asked = consent.model === 'asked-at-first-access';
  return [
    'Purposes, what they cover, and by which law',
    ...Object.entries(profile.purposes).flatMap(([purpose, { covers, lawfulBasis, statutes, roles = [] }]) => [
      `  ${purpose}: ${covers ?? 'not said'}`,
      `      ${[...lawfulBasis, ...statutes].join('; ')}`,
      `      open to ${named(roles)}`,
    ]),
    '',
    'Relationship (days after it ends)',
    `  ${Object.entries(profile.relationshipWindowsDays)
      .map(([kind, days]) => `${kind} ${days}`)
      .join(', ')}`,
    ...(declaredRelationship === undefined
      ? ['  nobody may declare one']
      : [
          `  declared, with a reason: by ${named(declaredRelationship.roles)}, for ${declaredRelationship.days} days; reviewed by ${named(declaredRelationship.reviewedBy)}`,
        ]),
    '',
    'Consent',
    asked
      ? `  asked at first access by ${named(consent.askedBy)}: "${consent.question}" An answer counts for ${consent.countsFor === 'everyone' ? 'everyone' : 'the organisation that asked'}${consent.countsDays === undefined ? '' : `, ${consent.countsDays} days`}`
      : '  implied until the person objects',
    ...profile.withoutConsent.map(
      ({ code, text, statute, roles, hours }) => `  without it, ${hours} hours: ${code}. ${text} (${statute}; ${named(roles)})`,
    ),
    `  opt-outs: national ${named(optOuts.nationalDataOptOut)}; recorded by the practice ${named(optOuts.gpDissent)}`,
    '',
    'Objections',
    `  recorded by ${named(objections.recordedBy)}${objections.byFeed ? ', or by a feed' : ''}; withdrawn by ${named(objections.withdrawnBy)}`,
    `  ${objections.reviewed ? `reviewed by ${named(objections.reviewedBy)}; ${objections.hidesUnderReview ? 'hidden meanwhile' : 'shown meanwhile'}` : 'in force at once, without review'}`,
    `  then kept: ${named(objections.minimumKept)}; own organisation's view: ${objections.ownOrganisationView ? 'kept' : 'not kept'}; a child decides from ${objections.childDecidesFrom}`,
    ...objections.grounds.map(
      ({ code, text, statute }) => `  may not be upheld: ${code}. ${text}${statute === undefined ? '' : ` (${statute})`}`,
    ),
    '',
    'Emergency override',
    override === undefined
      ? '  none'
      : `  ${override.minutes} minutes, by ${named(override.roles)}, for ${named(override.purposes)}; sets aside ${named(override.setsAside)}; reviewed by ${named(override.reviewedBy)}`,
    '',
    'Staff and network',
    `  yearly training on file: ${profile.training.required ? 'required' : 'not required'}; sign-in at least ${profile.assurance}`,
    `  addresses: ${network.allow.length === 0 ? 'any' : network.allow.join(', ')}; client certificate: ${network.clientCertificate}`,
    `  opened from a partner's own system: ${launch === undefined ? 'no' : `by ${launch.issuers.map(({ partner }) => partner).join(', ')}, within ${launch.maxAgeSeconds} seconds`}`,
    '',
    'Kept',
    `  ${retentionWords(retention)}; bytes as received ${retention.rawMessagesDays} days`,
    '',
  ];
}

function retentionWords({ kept, yearsAfterCareEnds }: Profile['retention']): string {
  if (kept === 'none') return 'nothing of a record';
  return kept === 'while-shared' ? 'while the partner shares' : `${yearsAfterCareEnds} years after care ends`;
}

const named = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** What a role sees at most, section by section where `closely`. */
export function roleWords(roles: readonly RoleInForce[], closely: boolean): readonly string[] {
  return [
    'Roles, and what they see at most',
    ...roles.flatMap(({ role, roleCodes, purposes, sees }) => {
      const sections = Object.entries(sees);
      return [
        `  ${role} (${named(roleCodes)}; for ${named(purposes)}): ${sections.length === 0 ? 'no section' : closely ? '' : `${sections.length} sections`}`.trimEnd(),
        ...(closely ? sections.map(([section, elements]) => `      ${section}: ${elements.join(', ')}`) : []),
      ];
    }),
  ];
}
