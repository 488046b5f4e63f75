import { z } from 'zod';

/** SHA-256 of a certificate, as `openssl x509 -fingerprint -sha256` prints it, or the common name of its subject. */
const certificate = z
  .string()
  .regex(/^(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){31}|CN=.+)$/, 'a SHA-256 fingerprint, or CN=…')
  .transform((text) => (text.startsWith('CN=') ? text : text.replaceAll(':', '').toLowerCase()));

/** How a feed is connected, beside what it carries. Secrets are never here: they come from the environment. */
export const feedConnection = {
  /**
   * What the sender is told of a message that is kept but cannot be applied. `quarantine`, the default: that it is accepted, as
   * soon as it is kept. `reject`: AE with code and place, after it was tried.
   */
  onError: z.enum(['reject', 'quarantine']).optional(),
  /** Client certificates that may send on this feed; left out, any sender may. */
  certificates: z.array(certificate).min(1).optional(),
  /**
   * How the end of an MLLP frame is known. `marked`, the default: by 0x1C. `silence`: for a sender that never sends it, also by a second
   * of silence after a whole segment; a message that its network holds up just there is then taken in as half a message.
   */
  frameEnd: z.enum(['marked', 'silence']).optional(),
  /** Largest message over MLLP or HTTPS (bytes). Files are streamed and not held to it. */
  maxMessageBytes: z
    .number()
    .int()
    .positive()
    .max(256 * 1024 * 1024)
    .optional(),
  /** MESH workflows whose files are of this feed. */
  meshWorkflows: z.array(z.string().min(1)).min(1).optional(),
};

/** Default of `maxMessageBytes`. */
export const maxMessageBytes = 32 * 1024 * 1024;
