import type { RelationshipKind } from './entry.js';
import { error, warning, type Finding } from './finding.js';
import type { Profile } from './profile-shape.js';

const relationshipKinds = {
  'registered-practice': true,
  admission: true,
  attendance: true,
  referral: true,
  appointment: true,
  'social-care-service': true,
  'social-care-case': true,
} as const satisfies Record<RelationshipKind, true>;

/** Purposes, role codes and windows: everything that is named exists, and somebody can use it. */
export function purposeFindings(profile: Profile): readonly Finding[] {
  const found: Finding[] = [];
  for (const kind of Object.keys(profile.relationshipWindowsDays)) {
    if (!Object.hasOwn(relationshipKinds, kind)) {
      const kinds = Object.keys(relationshipKinds).join(', ');
      found.push(error(['relationshipWindowsDays', kind], `${kind} is not a kind of relationship; they are ${kinds}`));
    }
  }
  const usable = new Set(Object.values(profile.roleCodes));
  for (const [name, purpose] of Object.entries(profile.purposes)) {
    const path = ['purposes', name];
    if (purpose.roles === undefined || purpose.roles.length === 0)
      found.push(warning(path, `${name} is open to no role, so nobody can use the record for it`));
    for (const [at, role] of (purpose.roles ?? []).entries())
      if (!usable.has(role))
        found.push(warning([...path, 'roles', at], `no role code leads to ${role}, so nobody has this role`));
    if (purpose.covers === undefined) found.push(warning(path, `say what ${name} covers, for the public and the assurance pack`));
    if (purpose.statutes.length === 0) found.push(warning(path, `say by which statutes ${name} is done`));
  }
  const named = { override: profile.override?.purposes ?? [], ...profile.optOuts };
  const places = {
    override: ['override', 'purposes'],
    nationalDataOptOut: ['optOuts', 'nationalDataOptOut'],
    gpDissent: ['optOuts', 'gpDissent'],
  };
  for (const key of ['override', 'nationalDataOptOut', 'gpDissent'] as const) {
    for (const [at, purpose] of named[key].entries())
      if (!Object.hasOwn(profile.purposes, purpose))
        found.push(
          error(
            [...places[key], at],
            `${purpose} is not a purpose of this profile; they are ${Object.keys(profile.purposes).join(', ')}`,
          ),
        );
  }
  if (profile.sensitiveSets.length === 0)
    found.push(warning(['sensitiveSets'], 'no sensitive set is named: nothing highly sensitive is recognised or left out (R22)'));
  return found;
}

/** Consent, objections and grounds: what the profile asks for can be done by somebody. */
export function consentFindings({ consent, objections, withoutConsent }: Profile): readonly Finding[] {
  const found: Finding[] = [];
  const asked = consent.model === 'asked-at-first-access';
  if (asked && consent.question === undefined)
    found.push(error(['consent'], 'people are asked at first access: write the question that the professional asks with'));
  if (asked && consent.askedBy.length === 0)
    found.push(error(['consent'], 'people are asked at first access, and nobody may ask: name roles in askedBy'));
  if (!asked && withoutConsent.length > 0)
    found.push(warning(['withoutConsent'], 'nobody is asked for consent, so these grounds are never needed'));
  for (const act of ['recordedBy', 'withdrawnBy'] as const)
    if (objections[act].length === 0) found.push(warning(['objections', act], `no role is named in ${act}`));
  if (objections.reviewed && objections.reviewedBy.length === 0)
    found.push(
      error(['objections', 'reviewedBy'], 'objections are reviewed, and nobody may review them: name roles in reviewedBy'),
    );
  if (objections.reviewed && objections.grounds.length === 0)
    found.push(warning(['objections', 'grounds'], 'objections are reviewed, and there is no ground on which one is not upheld'));
  found.push(...twice(objections.grounds, ['objections', 'grounds']), ...twice(withoutConsent, ['withoutConsent']));
  return found;
}

function twice(grounds: readonly { readonly code: string }[], path: readonly PropertyKey[]): readonly Finding[] {
  return grounds.flatMap(({ code }, at) =>
    grounds.findIndex((one) => one.code === code) < at ? [error([...path, at, 'code'], `there is a ground ${code} already`)] : [],
  );
}

/** Launches: each issuer is a partner's own system. */
export function launchFindings({ launch, partners }: Profile): readonly Finding[] {
  const issuers = launch?.issuers ?? [];
  return issuers.flatMap((issuer, at) => [
    ...(partners.some(({ ods }) => ods === issuer.partner)
      ? []
      : [
          error(
            ['launch', 'issuers', at, 'partner'],
            `${issuer.partner} is not a partner; only partners' systems open the record`,
          ),
        ]),
    ...(issuers.findIndex((one) => one.issuer === issuer.issuer) < at
      ? [error(['launch', 'issuers', at, 'issuer'], `${issuer.issuer} is named already`)]
      : []),
  ]);
}

/** Retention: a term where one is promised, and nothing held where nothing is kept. */
export function retentionFindings({ retention, partners }: Profile): readonly Finding[] {
  const found: Finding[] = [];
  if (retention.kept === 'after-care-ends' && retention.yearsAfterCareEnds === undefined)
    found.push(error(['retention'], 'say for how many years after care ends (yearsAfterCareEnds)'));
  if (retention.kept !== 'after-care-ends' && retention.yearsAfterCareEnds !== undefined)
    found.push(error(['retention', 'yearsAfterCareEnds'], 'a term goes with kept: after-care-ends only'));
  if (retention.kept === 'none') {
    for (const [at, { ods, mode }] of partners.entries())
      if (mode === 'held') found.push(error(['partners', at, 'mode'], `nothing is kept in this profile, so ${ods} is view-only`));
  }
  return found;
}
