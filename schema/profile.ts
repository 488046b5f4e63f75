import { isAbsolute } from 'node:path';
import { fitting, readText, yamlText, type Place } from './checked-yaml.js';
import { RecordError } from './errors.js';
import type { Finding } from './finding.js';
import { findingsIn } from './profile-findings.js';
import { withIncludes } from './profile-include.js';
import { profileShape, type Partner, type Profile } from './profile-shape.js';
import { projectPath } from './project-path.js';

export type { Feed, Partner, Profile } from './profile-shape.js';

/** Where each profile that was read from files stands in them. A changed copy of one stands nowhere. */
const sources = new WeakMap<Profile, { readonly place: Place; readonly files: readonly string[] }>();

/**
 * The profile `name` (a file of `profiles/` without its ending, or a path to a YAML file).
 * @throws RecordError CONFIG_INVALID naming file, line and what is wrong, all of it at once.
 */
export function loadProfile(name: string): Profile {
  const file = profileFile(name);
  return parseProfile(readText(file), file);
}

/** The file that {@link loadProfile} reads for `name`. */
export function profileFile(name: string): string {
  if (!/[/\\.]/.test(name)) return projectPath(`profiles/${name}.yaml`);
  return isAbsolute(name) ? name : `${process.cwd()}/${name}`;
}

/** As {@link loadProfile}, from text; `file` is for error messages, and lists are included from beside it. */
export function parseProfile(text: string, file: string): Profile {
  const { value, place, files } = withIncludes(yamlText(text, file));
  const profile = fitting(value, profileShape, place);
  sources.set(profile, { place, files });
  refuse(profile, findingsIn(profile));
  return profile;
}

/** @throws RecordError CONFIG_INVALID when any of the findings is an error */
export function refuse(profile: Profile, findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new RecordError('CONFIG_INVALID', { detail: errors.map((error) => written(profile, error)).join('\n') });
}

/** A finding as one line: `file:line: path: what is wrong`. */
export function written(profile: Profile, { path, message }: Finding): string {
  const place = sources.get(profile)?.place(path) ?? `profile ${profile.name}`;
  return `${place}: ${path.join('.')}: ${message}`;
}

/** The files a profile was read from, its own first; none for one that was made otherwise. */
export function filesOf(profile: Profile): readonly string[] {
  return sources.get(profile)?.files ?? [];
}

/** Whether agreement, ICO registration and DSPT status of a partner are all on file (R5). */
export function inGoodStanding(partner: Partner, today: string): boolean {
  return (
    partner.agreementSigned !== undefined &&
    partner.agreementSigned <= today &&
    partner.icoRegistration !== undefined &&
    (partner.dspt === 'standards-met' || partner.dspt === 'standards-exceeded')
  );
}
