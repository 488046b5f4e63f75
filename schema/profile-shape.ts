import { z } from 'zod';
import { governanceShape } from './profile-governance.js';
import { dataset, feed, partner } from './profile-partners.js';
import { roles } from './viewer.js';

/** One use of the record: what it is for, by which law, and who may name it (R9, R10). */
const purpose = z.strictObject({
  /** What is done under it, in words for the public. */
  covers: z.string().min(1).optional(),
  /** Articles of the UK GDPR; written with every access. */
  lawfulBasis: z.array(z.string().min(1)).min(1),
  /** The Acts that give the task or the duty. */
  statutes: z.array(z.string().min(1)).default([]),
  roles: z.array(z.enum(roles)).optional(),
});

const roleCode = z
  .string()
  .regex(/^R\d{4}(\+B\d{4})?$/, 'a national role code is R and four digits; with an activity, R8000+B0360');

/** A whole profile, its included files put in. */
export const profileShape = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'a profile is named in small letters, digits and hyphens'),
  title: z.string().min(1),
  partners: z.array(partner),
  feeds: z.array(feed),
  /** Which sections of which partner are live from when; the last line that fits a partner and section counts. */
  datasets: z.array(dataset),
  /** How long after its end an involvement still counts (days), by kind; a kind not named refuses. */
  relationshipWindowsDays: z.record(z.string(), z.number().int().nonnegative()),
  /** Lawful basis by purpose; a purpose not named refuses (R9, R10). */
  purposes: z.record(z.string(), purpose),
  /** National role codes → roles of this record; `R8000+B0360` asks for the activity code too. */
  roleCodes: z.record(roleCode, z.enum(roles)),
  /** Reason code → the profile's own words for it. */
  messages: z.record(z.string(), z.string()).default({}),
  /** Files of sensitive code sets (R22), from the project root or absolute. */
  sensitiveSets: z.array(z.string()).default([]),
  ...governanceShape,
});

export type Profile = z.infer<typeof profileShape>;
export type Partner = Profile['partners'][number];
export type Feed = Profile['feeds'][number];
