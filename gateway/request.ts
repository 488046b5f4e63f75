import type { RecordContext } from '../subgraphs/registry.js';
import type { Viewer } from '../schema/viewer.js';

/** What the gateway knows of one HTTP request. Never logged. */
export interface GatewayContext {
  readonly viewer: Viewer;
  /** The proof of identity, passed on to subgraphs that run elsewhere: they verify for themselves. */
  readonly authorization: string;
  readonly requestId: string;
  /** Set when execution begins, where subgraphs run in this process. */
  record?: RecordContext;
}
