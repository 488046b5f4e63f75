import { RecordError } from '../schema/errors.js';

/**
 * The outage that `error` stands for, when it says nothing of the message but that something of ours which translation reads (the
 * model, a code list, a mapping table) is not there, cannot be read, or is not what it should be; undefined for all else. The messages wait
 * until it is mended.
 */
export function resourceOutage(error: unknown): RecordError | undefined {
  if (error instanceof RecordError) {
    if (error.code === 'RESOURCE_UNAVAILABLE') return error;
    return error.code === 'CONFIG_INVALID'
      ? new RecordError('RESOURCE_UNAVAILABLE', { cause: error, ...detailOf(error.detail) })
      : undefined;
  }
  if (!(error instanceof Error)) return undefined;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  // Translation itself asks the system for nothing: a call that failed was for a file of ours.
  if (typeof syscall === 'string' && typeof code === 'string')
    return new RecordError('RESOURCE_UNAVAILABLE', { detail: `${syscall} ${code}` });
  return error.name === 'GraphQLError'
    ? new RecordError('RESOURCE_UNAVAILABLE', { detail: 'the model cannot be read' })
    : undefined;
}

function detailOf(detail: string | undefined): { readonly detail?: string } {
  return detail === undefined ? {} : { detail };
}

/** Whether what was being taken in waits, and is to blame for nothing. */
export function isOutage(error: unknown): boolean {
  return error instanceof RecordError && (error.code === 'STORE_UNAVAILABLE' || error.code === 'RESOURCE_UNAVAILABLE');
}
