/** Where a statement stands among all statements: by the sender's clock, then by arrival, then by place in its message. */
export interface Order {
  readonly statedMs: number;
  readonly messageId: number;
  readonly ordinal: number;
}

/** Negative when `a` comes first, positive when `b` does. */
export function compareOrder(a: Order, b: Order): number {
  return a.statedMs - b.statedMs || a.messageId - b.messageId || a.ordinal - b.ordinal;
}
