/** The parts of a profile that say who takes part, what they send, and from when it is shared. */
import { z } from 'zod';
import { feedConnection } from './feed-connection.js';
import { partnerSource } from './profile-source.js';

export const odsCode = z.string().regex(/^[A-Z0-9]{3,12}$/, 'an ODS code has 3 to 12 capitals and digits; put digits in quotes');
export const day = z.iso.date('a day is written YYYY-MM-DD');

export const partnerKinds = [
  'acute',
  'community',
  'mental-health',
  'ambulance',
  'gp-practice',
  'urgent-care',
  'local-authority',
  'pharmacy',
  'hospice',
] as const;
const kind = z.enum(partnerKinds);

export const partner = z.strictObject({
  ods: odsCode,
  name: z.string().min(1),
  kind,
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
  /** Where a view-only partner is asked; without any, it shows as unavailable. */
  sources: z.array(partnerSource).default([]),
});

export const feed = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/, 'a feed is named in small letters, digits and hyphens'),
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
  /** After how many hours without anything new the feed counts as late; absent: never. */
  lateAfterHours: z.number().positive().optional(),
  /** CSV: which kinds of rows may be shared. */
  recordKinds: z.array(z.string()).optional(),
  /**
   * CSV: each Client Level Data file is all the authority holds of its reporting period, so that a row left out was withdrawn. One that
   * names less than `holdBelow` of what the last one had in that period waits until somebody confirms it.
   */
  snapshot: z.strictObject({ of: z.literal('cld'), holdBelow: z.number().min(0).max(1).default(0.8) }).optional(),
  ...feedConnection,
});

/** Every part given must hold; none given means every partner. */
export const dataset = z.strictObject({
  partners: z.array(odsCode).min(1).optional(),
  kinds: z.array(kind).min(1).optional(),
  groups: z.array(z.string()).min(1).optional(),
  sections: z.union([z.literal('all'), z.array(z.string()).min(1)]),
  /** From when it is shared; null: agreed, no date yet. */
  liveFrom: day.nullable(),
});
