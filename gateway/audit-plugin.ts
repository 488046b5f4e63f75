/** Writes what an operation disclosed before the answer leaves; without the audit there is no answer (R38). */
import type { ApolloServerPlugin } from '@apollo/server';
import type { AuditWriter } from '../audit/append.js';
import { errorCodes } from '../schema/errors.js';
import type { GatewayContext } from './request.js';

export function auditPlugin(writer: AuditWriter, onFailure: (error: unknown) => void): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart() {
      return Promise.resolve({
        async willSendResponse({ contextValue, response }) {
          const record = contextValue.record;
          if (!record) return;
          const disclosures = record.collector.disclosures({
            viewer: record.viewer,
            operationName: record.operation.name,
            operationHash: record.operation.hash,
            requestId: record.requestId,
            atUtc: record.now.toISOString(),
          });
          // What was read of people is needed no more, and does not wait for the disk.
          delete contextValue.record;
          try {
            await writer.append(disclosures);
          } catch (error) {
            onFailure(error);
            const failure = { message: errorCodes.AUDIT_UNAVAILABLE, extensions: { code: 'AUDIT_UNAVAILABLE' } };
            response.http.status = 503;
            response.body = { kind: 'single', singleResult: { errors: [failure] } };
          }
        },
      });
    },
  };
}
