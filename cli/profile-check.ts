/** `scr profile check`: what is amiss in a profile, with file and line. */
import { Command } from 'commander';
import { policyFindings } from '../policy/profile-findings.js';
import { loadPolicy } from '../policy/table.js';
import { RecordError } from '../schema/errors.js';
import { filesOf, loadProfile, written } from '../schema/profile.js';
import { loadSensitive } from '../schema/sensitive.js';
import { sensitiveCounts, type SensitiveCount } from '../schema/sensitive-sets.js';
import { readSettings } from './settings.js';

interface Outcome {
  readonly profile: string;
  readonly files: readonly string[];
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** How much marks each sensitive category: whoever names licensed members sees here whether they came along. */
  readonly sensitive: readonly SensitiveCount[];
}

export function profileCheckCommand(): Command {
  return new Command('check')
    .description('Check a profile with all that it names: partners, feeds, datasets, rules, sensitive sets.')
    .argument('[profile]', 'a name of profiles/, or a path (PROFILE)')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', '\nExit code: 0 it can be used (warnings aside), 2 it is refused.')
    .action((profile: string | undefined, options: { readonly json?: boolean }) => {
      const outcome = check(profile ?? readSettings().profile);
      process.stdout.write(options.json === true ? `${JSON.stringify(outcome, undefined, 2)}\n` : asWords(outcome));
      if (outcome.errors.length > 0) process.exitCode = 2;
    });
}

function check(name: string): Outcome {
  const nothing: Outcome = { profile: name, files: [], errors: [], warnings: [], sensitive: [] };
  try {
    const profile = loadProfile(name);
    const warnings = policyFindings(profile)
      .filter(({ severity }) => severity === 'warning')
      .map((finding) => written(profile, finding));
    const known = { ...nothing, files: filesOf(profile), warnings };
    const errors = [...faultsIn(() => loadPolicy(profile)), ...faultsIn(() => loadSensitive(profile))];
    // A set that cannot be read is an error, and counts nothing.
    const sensitive = errors.length === 0 ? sensitiveCounts(profile) : [];
    return { ...known, errors, sensitive };
  } catch (error) {
    return { ...nothing, errors: faultsOf(error) };
  }
}

function faultsIn(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    return faultsOf(error);
  }
}

function faultsOf(error: unknown): readonly string[] {
  if (!(error instanceof RecordError)) throw error;
  return (error.detail ?? error.message).split('\n');
}

function asWords({ profile, errors, warnings, sensitive }: Outcome): string {
  const lines = [
    ...errors.map((one) => `error    ${one}`),
    ...warnings.map((one) => `warning  ${one}`),
    ...sensitive.map(
      ({ category, markers, codes, files }) =>
        `set      ${category}: markers: ${markers}, codes: ${codes}, files of codes: ${files}`,
    ),
    `${profile}: ${errors.length === 0 ? 'can be used' : 'is refused'}; errors: ${errors.length}, warnings: ${warnings.length}.`,
  ];
  return `${lines.join('\n')}\n`;
}
