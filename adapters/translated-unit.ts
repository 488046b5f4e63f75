import type { Refused, Translation } from '../schema/entry.js';
import type { ReceivedMessage } from '../store/store.js';

/** One message, document or row: translated, or refused as a whole. Never both, never neither. */
export type TranslatedUnit = { readonly message: ReceivedMessage } & (
  | { readonly translation: Translation; readonly refused: readonly Refused[]; readonly refusal?: undefined }
  | { readonly refusal: Refused; readonly translation?: undefined }
);
