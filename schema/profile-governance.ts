import { z } from 'zod';
import { cis2, identity } from './profile-identity.js';
import { roles } from './viewer.js';

const role = z.enum(roles);
const rolesNamed = z.array(role).default([]);
const purposesNamed = z.array(z.string().min(1)).default([]);
const code = z.string().regex(/^[a-z][a-z0-9-]*$/, 'a code is written in small letters, digits and hyphens');

/** Whether people are asked (R18), or sharing is implied until they object (R11). */
const consent = z.strictObject({
  model: z.enum(['implied', 'asked-at-first-access']).default('implied'),
  /** The words the professional asks with. */
  question: z.string().min(1).optional(),
  /** Whether an answer counts for the organisation that asked, or for all of them. */
  countsFor: z.enum(['organisation', 'everyone']).default('organisation'),
  /** How long an answer counts; absent: until it is changed. */
  countsDays: z.number().int().positive().optional(),
  /** Roles that may ask, and record the answer. */
  askedBy: rolesNamed,
});

/** What a person may object to, through whom, and what becomes of it (R11 to R17). */
const objections = z.strictObject({
  recordedBy: rolesNamed,
  withdrawnBy: rolesNamed,
  reviewedBy: rolesNamed,
  /** Whether dissent that arrives by a feed counts (ZU8-2 and the like). */
  byFeed: z.boolean().default(true),
  /** Whether an objection is first reviewed; without review it is in force at once. */
  reviewed: z.boolean().default(false),
  /** R14: whether it hides already while under review. */
  hidesUnderReview: z.boolean().default(true),
  /** R12: whether an organisation goes on seeing what it holds itself. */
  ownOrganisationView: z.boolean().default(true),
  /** R13: elements of `personDemographics` that stay readable, so that the objection can be followed. */
  minimumKept: z.array(z.string()).default(['personName', 'dateOfBirth', 'nhsNumber']),
  /** R16: from this age (years) a child decides, and a parent or guardian no longer does. */
  childDecidesFrom: z.number().int().min(0).max(18).default(13),
  /** R15: grounds on which an objection may not be upheld. */
  grounds: z.array(z.strictObject({ code, text: z.string().min(1), statute: z.string().min(1).optional() })).default([]),
});

/** R19: a ground on which somebody is looked up without having been asked. */
const withoutConsent = z.strictObject({
  code,
  text: z.string().min(1),
  /** The law that allows it, as the profile's own privacy notice cites it. */
  statute: z.string().min(1),
  roles: z.array(role).min(1),
  /** How long one such access lasts. */
  hours: z.number().positive().default(24),
});

/** R20: emergency override. Never widens the role, never shows the sensitive categories. */
const override = z.strictObject({
  roles: z.array(role).min(1),
  minutes: z.number().int().positive(),
  purposes: z.array(z.string().min(1)).min(1),
  /** What it may set aside. */
  setsAside: z.array(z.enum(['relationship', 'objection', 'consent'])).min(1),
  reviewedBy: z.array(role).min(1),
});

/** R2: a relationship that a professional declares with a reason, and that is reviewed. */
const declaredRelationship = z.strictObject({
  roles: z.array(role).min(1),
  days: z.number().int().positive(),
  reviewedBy: z.array(role).min(1),
});

/** R7: who may open the record in the context of a person, by a signed launch. */
const launch = z.strictObject({
  /** Oldest launch accepted. */
  maxAgeSeconds: z.number().int().positive().max(60).default(60),
  sessionMinutes: z.number().int().positive().max(720).default(60),
  /** A session that nobody used for so long is over. */
  idleMinutes: z.number().int().positive().max(720).default(15),
  issuers: z
    .array(
      z
        .strictObject({
          /** `iss` of the launch token. */
          issuer: z.string().min(1),
          /** ODS code of the partner whose system it is; its users come from there only. */
          partner: z.string().min(1),
          jwksUri: z.url().optional(),
          /** File of a JWK Set, from the project root or absolute. */
          jwksFile: z.string().optional(),
        })
        .refine((one) => (one.jwksUri === undefined) !== (one.jwksFile === undefined), 'name jwksUri or jwksFile, one of them'),
    )
    .default([]),
});

/** R6: from where the record may be asked at all. */
const network = z.strictObject({
  /** CIDR ranges; none named means any address. */
  allow: z.array(z.union([z.cidrv4(), z.cidrv6()])).default([]),
  /** Whether a client certificate is needed instead of, or beside, the range. */
  clientCertificate: z.enum(['off', 'instead', 'beside']).default('off'),
});

/** How long what was received is kept (R36). */
const retention = z.strictObject({
  /** `none`: nothing of a record is kept (view only). */
  kept: z.enum(['none', 'after-care-ends', 'while-shared']).default('while-shared'),
  yearsAfterCareEnds: z.number().int().positive().optional(),
  /** Bytes as received: for replay and investigation. */
  rawMessagesDays: z.number().int().positive().default(365),
});

const optOutWorkflow = z.strictObject({
  workflow: z
    .string()
    .min(1)
    .refine(
      (name) => !name.startsWith('SPINE_NTT_UPHOLDING'),
      'its answers name those who have NOT opted out: it is no such list',
    ),
  kind: z.enum(['national', 'gp-dissent']),
  source: z.string().min(1).optional(),
});

/** Parts of a profile that say who decides what, and by which law. What is left out refuses. */
export const governanceShape = {
  consent: consent.default(consent.parse({})),
  objections: objections.default(objections.parse({})),
  withoutConsent: z.array(withoutConsent).default([]),
  override: override.optional(),
  declaredRelationship: declaredRelationship.optional(),
  /** R21: purposes for which an opt-out hides the record. */
  optOuts: z
    .strictObject({
      nationalDataOptOut: purposesNamed,
      gpDissent: purposesNamed,
      /** Lists of those who HAVE opted out that come by MESH; `source` of dissent is the sending mailbox unless named. */
      meshWorkflows: z.array(optOutWorkflow).optional(),
    })
    .default({ nationalDataOptOut: [], gpDissent: [] }),
  /** R4: whether staff need valid yearly training on file. */
  training: z.strictObject({ required: z.boolean() }).default({ required: false }),
  /** Lowest authenticator assurance level of a session. */
  assurance: z.enum(['AAL1', 'AAL2', 'AAL3']).default('AAL1'),
  /** R1, R3: which claims of the identity provider's tokens say what. */
  identity: identity.default(cis2),
  launch: launch.optional(),
  network: network.default(network.parse({})),
  retention: retention.default(retention.parse({})),
};
