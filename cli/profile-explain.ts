/** `scr profile explain`: what is in force, in words or as JSON. */
import { Command } from 'commander';
import { loadPolicy, type PolicyTable } from '../policy/table.js';
import { RecordError } from '../schema/errors.js';
import { loadProfile, type Profile } from '../schema/profile.js';
import { isSection, sectionNames } from '../schema/sections.js';
import { roles, type Role } from '../schema/viewer.js';
import { partnersInForce, rolesInForce, type Asked } from './profile-in-force.js';
import { partnerWords, roleWords, ruleWords } from './profile-words.js';
import { readSettings } from './settings.js';

interface ExplainOptions {
  readonly section?: string;
  readonly partner?: string;
  readonly role?: string;
  readonly json?: boolean;
}

export function profileExplainCommand(): Command {
  return new Command('explain')
    .description('Say what is in force today: who takes part, what is shared from when, who decides what, and what a role sees.')
    .argument('[profile]', 'a name of profiles/, or a path (PROFILE)')
    .option('--section <name>', 'only this section, by its field name on Patient')
    .option('--partner <ods>', 'only this partner, by ODS code')
    .option('--role <name>', `only this role: ${roles.join(', ')}`)
    .option('--json', 'print it as JSON')
    .action((name: string | undefined, options: ExplainOptions) => {
      const profile = loadProfile(name ?? readSettings().profile);
      const policy = loadPolicy(profile);
      const asked = askedOf(options, profile);
      const now = new Date();
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify(asJson(profile, policy, now, asked), undefined, 2)}\n`
          : asWords(profile, policy, now, asked),
      );
    });
}

/** @throws RecordError BAD_REQUEST naming what there is */
function askedOf({ section, partner, role }: ExplainOptions, { partners }: Profile): Asked {
  const none = (what: string, there: readonly string[]): never => {
    throw new RecordError('BAD_REQUEST', { detail: `there is no ${what}; there are ${there.join(', ')}` });
  };
  return {
    ...(section === undefined ? {} : { section: isSection(section) ? section : none(`section ${section}`, sectionNames) }),
    ...(partner === undefined || partners.some(({ ods }) => ods === partner)
      ? partner === undefined
        ? {}
        : { partner }
      : none(
          `partner ${partner}`,
          partners.map(({ ods }) => ods),
        )),
    ...(role === undefined
      ? {}
      : { role: (roles as readonly string[]).includes(role) ? (role as Role) : none(`role ${role}`, roles) }),
  };
}

/** A part that is asked for stands alone; the rules that hold for everybody come with the whole. */
function asJson(profile: Profile, policy: PolicyTable, now: Date, asked: Asked) {
  const { name, title, partners: _partners, feeds: _feeds, datasets: _datasets, roleCodes: _codes, ...rules } = profile;
  const everything = asked.partner === undefined && asked.role === undefined;
  return {
    name,
    title,
    on: now.toISOString().slice(0, 10),
    ...(asked.role === undefined || asked.partner !== undefined
      ? { partners: partnersInForce(profile, policy, now, asked) }
      : {}),
    ...(asked.partner === undefined || asked.role !== undefined ? { roles: rolesInForce(profile, policy, asked) } : {}),
    ...(everything && asked.section === undefined ? { rules } : {}),
  };
}

function asWords(profile: Profile, policy: PolicyTable, now: Date, asked: Asked): string {
  const lines = [`${profile.title} (${profile.name}), on ${now.toISOString().slice(0, 10)}`, ''];
  const everything = asked.partner === undefined && asked.role === undefined;
  if (asked.role === undefined || asked.partner !== undefined)
    lines.push(...partnerWords(partnersInForce(profile, policy, now, asked), asked.partner !== undefined));
  if (everything && asked.section === undefined) lines.push(...ruleWords(profile));
  if (asked.partner === undefined || asked.role !== undefined)
    lines.push(...roleWords(rolesInForce(profile, policy, asked), asked.role !== undefined || asked.section !== undefined));
  return `${lines.join('\n').trimEnd()}\n`;
}
