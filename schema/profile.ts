import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { RecordError } from './errors.js';
import { governanceShape } from './profile-governance.js';
import { projectPath } from './project-path.js';
import { roles } from './viewer.js';

const odsCode = z.string().regex(/^[A-Z0-9]{3,12}$/, 'an ODS code has 3 to 12 capitals and digits');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day is written YYYY-MM-DD');

const partner = z.strictObject({
  ods: odsCode,
  name: z.string().min(1),
  kind: z.enum([
    'acute',
    'community',
    'mental-health',
    'ambulance',
    'gp-practice',
    'urgent-care',
    'local-authority',
    'pharmacy',
    'hospice',
  ]),
  /** R5: without all three, neither its data nor its staff take part. */
  agreementSigned: day.optional(),
  icoRegistration: z.string().optional(),
  dspt: z.enum(['standards-met', 'standards-exceeded', 'approaching', 'not-met']).optional(),
  /** CASSR or ONS codes by which files of a local authority name it. */
  localAuthorityCodes: z.array(z.string()).default([]),
  /** R24: false where its system cannot keep back a part of a record; an objection to a part then withholds all of it. */
  withholdsParts: z.boolean().optional(),
  /** Whom to write to about what this partner controls (role or office, never a person's name). */
  controllerContact: z.string().min(1).optional(),
  /** Which of the profile's groups it belongs to. */
  group: z.string().min(1).optional(),
  /** R35: a copy is held here, or the partner is asked when somebody looks and nothing is kept. */
  mode: z.enum(['held', 'view-only']).default('held'),
});

const feed = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  partner: odsCode,
  format: z.enum(['hl7v2', 'cda', 'csv']),
  /** HL7 v2: `MSH-3|MSH-4` or `*|MSH-4`; CDA: ODS code of the custodian or author; CSV: local-authority code. */
  senders: z.array(z.string()).default([]),
  /** HL7 v2 and CDA: which assigning authorities mean the NHS number, beside the standard ones. */
  nhsNumberAuthorities: z.array(z.string()).default([]),
  /** Authority that local identifiers get when the message names none. Default: the partner's ODS code. */
  localAuthority: z.string().optional(),
  /** Character set when the message does not say: tried after MSH-18 / the XML declaration and strict UTF-8. */
  charset: z.string().default('windows-1252'),
  /** Local code → code to show beside it, per table: `admissionMethod: { A: '21' }`. */
  codes: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** CSV: which kinds of rows may be shared. */
  recordKinds: z.array(z.string()).optional(),
});

const dataset = z.strictObject({
  partners: z.array(odsCode).optional(),
  kinds: z.array(partner.shape.kind).optional(),
  sections: z.union([z.literal('all'), z.array(z.string())]),
  /** From when it is shared; null: agreed, no date yet. */
  liveFrom: day.nullable(),
});

const profileShape = z.strictObject({
  name: z.string(),
  title: z.string(),
  partners: z.array(partner),
  feeds: z.array(feed),
  /** Which sections of which partner are live from when; the last line that fits a partner and section counts. */
  datasets: z.array(dataset),
  /** How long after its end an involvement still counts (days), by kind; a kind not named refuses. */
  relationshipWindowsDays: z.record(z.string(), z.number().int().nonnegative()),
  /** Lawful basis by purpose; a purpose not named refuses (R9, R10). */
  purposes: z.record(
    z.string(),
    z.strictObject({ lawfulBasis: z.array(z.string()).min(1), roles: z.array(z.enum(roles)).optional() }),
  ),
  /** National role codes → roles of this record. */
  roleCodes: z.record(z.string(), z.enum(roles)),
  /** Which objection feeds and mutations count, and messages shown to readers. */
  messages: z.record(z.string(), z.string()).default({}),
  /** Files of sensitive code sets (R22), from the project root or absolute. */
  sensitiveSets: z.array(z.string()).default([]),
  ...governanceShape,
});

export type Profile = z.infer<typeof profileShape>;
export type Partner = Profile['partners'][number];
export type Feed = Profile['feeds'][number];

/**
 * The profile `name` (a file of `profiles/` without its ending, or a path to a YAML file).
 * @throws RecordError CONFIG_INVALID naming file, line and what is wrong.
 */
export function loadProfile(name: string): Profile {
  const file = /[/\\.]/.test(name)
    ? isAbsolute(name)
      ? name
      : `${process.cwd()}/${name}`
    : projectPath(`profiles/${name}.yaml`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new RecordError('CONFIG_INVALID', { detail: `no profile at ${file}`, cause });
  }
  return parseProfile(text, file);
}

/** As {@link loadProfile}, from text; `file` is for error messages. */
export function parseProfile(text: string, file: string): Profile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const fault = document.errors[0];
  if (fault) throw new RecordError('CONFIG_INVALID', { detail: `${file}: ${fault.message}` });
  const result = profileShape.safeParse(document.toJS());
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => {
    let path = [...issue.path];
    let node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
    while (node?.range === undefined && path.length > 0) {
      path = path.slice(0, -1);
      node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
    }
    const line = node?.range === undefined ? 1 : lines.linePos(node.range[0]).line;
    return `${file}:${line}: ${issue.path.join('.')}: ${issue.message}`;
  });
  throw new RecordError('CONFIG_INVALID', { detail: issues.join('\n') });
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
