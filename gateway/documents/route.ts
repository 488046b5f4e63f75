/** Where a document is fetched by its link. Nothing that arrives in a browser from here is ever run or drawn in place. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RecordError } from '../../schema/errors.js';
import type { Viewer } from '../../schema/viewer.js';
import { documentsPath, type OpenedDocument } from '../../subgraphs/registry.js';
import { sendError } from '../http-errors.js';
import type { Recognise } from '../door/recognise.js';

/** Who asks for a document, with the proof for whoever has to verify it again. */
export interface DocumentVisit {
  readonly token: string;
  readonly viewer: Viewer;
  readonly authorization: string;
  readonly requestId: string;
}

/** Opens documents, here or elsewhere. */
export type DocumentDoor = (visit: DocumentVisit) => Promise<OpenedDocument>;

const headers = {
  'cache-control': 'no-store',
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Adds `GET /documents/:token`. */
export function documentRoute(
  server: FastifyInstance,
  door: { readonly recognise: Recognise; readonly refused: (error: unknown, request: FastifyRequest, way: string) => void },
  open: DocumentDoor,
): void {
  server.route<{ Params: { token: string } }>({
    url: `${documentsPath}:token`,
    method: 'GET',
    // Asking for the headers alone would use the link up.
    exposeHeadRoute: false,
    onRequest: async (request, reply) => {
      reply.headers({ ...headers, 'x-request-id': request.id });
      try {
        Object.assign(request, await door.recognise(request.raw));
      } catch (error) {
        door.refused(error, request as FastifyRequest, 'documents');
        await sendError(reply, error);
      }
    },
    handler: async (request, reply) => {
      const opened = await open({
        token: request.params.token,
        viewer: request.viewer!,
        authorization: request.authorization,
        requestId: request.id,
      });
      if (opened.outcome === 'refused') {
        const { code } = opened;
        return sendError(reply, new RecordError(code, code === 'WITHHELD' ? { reason: opened.reason } : {}));
      }
      return reply
        .type(opened.contentType)
        .header('content-disposition', `attachment; filename="${opened.fileName}"`)
        .send(Buffer.from(opened.bytes.buffer, opened.bytes.byteOffset, opened.bytes.byteLength));
    },
  });
}
