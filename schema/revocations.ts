/** Sessions and users that were signed off: what was issued before the moment given counts no longer. */
export interface Revocations {
  /** Session identifier → milliseconds UTC. */
  readonly sessions: ReadonlyMap<string, number>;
  readonly users: ReadonlyMap<string, number>;
}
