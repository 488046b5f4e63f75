import type { Reason } from './reason.js';

/**
 * A reason for segments (`IN1`), fields (`PID-2`) and components (`PV1-3.5`), written one after the other. With
 * `variant` it holds for messages of those types only.
 */
export function because(why: string, leaves: string, variant?: RegExp): Reason {
  const names = leaves.split(' ');
  return {
    why,
    ...(variant === undefined ? {} : { in: variant }),
    fits: (leaf) =>
      names.some((name) => leaf === name || leaf.startsWith(`${name}-`) || (name.includes('-') && leaf.startsWith(`${name}.`))),
  };
}
