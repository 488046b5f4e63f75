/** Documents for a gateway that keeps no data: fetched from the subgraph that owns them, which decides and audits. */
import type { Agent } from 'undici';
import { RecordError } from '../../schema/errors.js';
import { documentsPath, type OpenedDocument } from '../../subgraphs/registry.js';
import type { DocumentDoor } from './route.js';

/** A scan of 20 MB over a slow line inside the data centre. */
const timeoutMs = 30_000;

/** A door to the documents of the subgraph at `url`. The viewer's token goes along: the subgraph verifies it for itself. */
export function remoteDocuments(url: string, agent: Agent): DocumentDoor {
  const { origin } = new URL(url);
  return async ({ token, authorization, requestId }) => {
    try {
      const { statusCode, headers, body } = await agent.request({
        origin,
        path: `${documentsPath}${encodeURIComponent(token)}`,
        method: 'GET',
        headers: { authorization, 'x-request-id': requestId },
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (statusCode === 200) {
        return {
          outcome: 'opened',
          bytes: await body.bytes(),
          contentType: String(headers['content-type']),
          fileName: /filename="([\w.]+)"/.exec(String(headers['content-disposition']))?.[1] ?? 'document',
        };
      }
      return refusalIn(await body.json());
    } catch (cause) {
      throw new RecordError('SUBGRAPH_UNAVAILABLE', { detail: 'documents', cause });
    }
  };
}

function refusalIn(answer: unknown): OpenedDocument {
  const { code, reason } = (answer as { errors: readonly [{ extensions: { code: string; reason?: string } }] }).errors[0]
    .extensions;
  if (code === 'WITHHELD') return { outcome: 'refused', code, reason: reason ?? '' };
  if (code === 'NOT_FOUND' || code === 'LINK_EXPIRED') return { outcome: 'refused', code };
  throw new Error(code);
}
