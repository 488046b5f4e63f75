import type { Refused } from '../../schema/entry.js';
import type { ErrorCode } from '../../schema/errors.js';

export interface Arrival {
  readonly channel: 'mllp' | 'https' | 'drop-folder' | 'mesh' | 'command';
  readonly bytes: Uint8Array;
  readonly feed?: string;
  readonly fileName?: string;
  readonly idempotencyKey?: string;
  /** Bytes that could not be framed or read: kept with this reason. */
  readonly refusal?: Refused;
}
export interface Receipt {
  readonly id: string;
  readonly feed: string;
  readonly repeated: boolean;
}
export interface Settled {
  readonly state: 'applied' | 'superseded' | 'quarantined' | 'ignored';
  readonly code?: ErrorCode;
  readonly location?: string;
  readonly entries?: number;
}
export interface Inbox {
  receive(arrival: Arrival): Promise<Receipt>;
  settled(id: string, timeoutMs: number): Promise<Settled | undefined>;
  state(id: string): Promise<unknown>;
  close(): Promise<void>;
}
