/** A load of MLLP senders, each with one message under way, as integration engines send. */
import { connect, type Socket } from 'node:net';

export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** The next message, unframed. */
  readonly message: () => Buffer;
}

const start = Buffer.from([0x0b]);
const end = Buffer.from([0x1c, 0x0d]);

/** Messages acknowledged with AA or CA in `seconds`, and those answered otherwise. */
export async function acknowledgedIn({
  port,
  connections,
  seconds,
  message,
}: Load): Promise<{ readonly good: number; readonly bad: number; readonly perSecond: number }> {
  let [good, bad] = [0, 0];
  const began = performance.now();
  const until = began + seconds * 1_000;
  const sender = async (): Promise<void> => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    await new Promise<void>((resolve, reject) => {
      let answer = '';
      const send = (): void => void socket.write(Buffer.concat([start, message(), end]));
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
        if (!answer.includes('\x1c')) return;
        if (/\rMSA\|[AC]A/.test(answer)) good++;
        else bad++;
        answer = '';
        if (performance.now() < until) send();
        else {
          socket.destroy();
          resolve();
        }
      });
      send();
    });
  };
  await Promise.all(Array.from({ length: connections }, sender));
  return { good, bad, perSecond: (good + bad) / ((performance.now() - began) / 1_000) };
}
