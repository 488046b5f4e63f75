import type { Server } from 'node:https';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { RecordError } from '../schema/errors.js';
import type { Settings } from './settings.js';
import { renewCertificates } from './tls.js';

/**
 * Listens, and answers the base address. Where the server speaks HTTPS, changed certificates are put into force while it does.
 * @throws RecordError CONFIG_INVALID when the port cannot be had
 */
export async function listen(
  server: FastifyInstance,
  { settings, logger }: { readonly settings: Settings; readonly logger: Logger },
): Promise<string> {
  const { port, host } = settings;
  const secure = 'setSecureContext' in server.server;
  if (secure) {
    const renewing = renewCertificates(server.server as unknown as Server, settings, logger);
    server.addHook('onClose', () => renewing.close());
  }
  try {
    await server.listen({ port, host });
  } catch (cause) {
    await server.close();
    throw new RecordError('CONFIG_INVALID', {
      detail: `cannot listen on port ${port}: is something else running there? Set PORT or --port.`,
      cause,
    });
  }
  const address = server.addresses()[0];
  return `${secure ? 'https' : 'http'}://localhost:${typeof address === 'object' ? address.port : port}`;
}
