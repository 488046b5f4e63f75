import { z } from 'zod';

const asked = {
  /** Feeds of the partner, one for each format it may answer in: they say how what comes is read. */
  feeds: z.array(z.string()).min(1),
  /** How long an answer waits for this source; later it shows as unavailable. */
  deadlineMs: z.number().int().positive().max(4_500).default(2_000),
  /** Client certificate by which the source knows us, and the authority by which we know the source. Paths of PEM files. */
  tls: z
    .strictObject({ certificateFile: z.string(), keyFile: z.string(), caFile: z.string().optional() })
    .partial({ certificateFile: true, keyFile: true })
    .optional(),
};

/** R35: where a view-only partner is asked, when somebody looks. Nothing that comes is kept. */
export const partnerSource = z.discriminatedUnion('kind', [
  /** Documents and messages over HTTP: see docs/integrators.md, "Being asked instead of sending". */
  z.strictObject({ kind: z.literal('http-documents'), url: z.url(), ...asked }),
  /** HL7 v2 query over MLLP: QRY^A19 is answered with ADR^A19, QRY^R02 with ORF^R04. */
  z.strictObject({
    kind: z.literal('hl7-query'),
    host: z.string().min(1),
    port: z.number().int().min(1).max(65_535),
    queries: z.array(z.enum(['A19', 'R02'])).min(1),
    ...asked,
  }),
]);

export type PartnerSource = z.infer<typeof partnerSource>;
