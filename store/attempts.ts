/** How often what ends its process, or fails for no known reason, is tried before it is set aside: messages and files alike. */

/** Times that one alone may end the process, or fail for no known reason, before it is set aside. */
export const mostAttempts = 5;

/** Times that a batch of messages may end the process before each of them goes alone. */
export const mostBatchesBroken = 2;

/**
 * How long a process must have lived before it tries again what a process before it began alone and did not end (ms).
 * What ends every process that tries it is set aside after some seconds. A process that is killed every second for another reason
 * does not live long enough to lay it at the door of whatever it had just begun.
 */
export function restMs(attempts: number): number {
  return attempts === 0 || attempts >= mostAttempts ? 0 : 250 * 2 ** attempts;
}
