import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** A sending system over a real socket, which understands no more of MLLP than it must. */
export interface Sender {
  readonly socket: Socket;
  write(bytes: string | Uint8Array): Promise<void>;
  /** The next answer, as segments of fields; fails when the connection ends first. */
  answer(): Promise<readonly (readonly string[])[]>;
  /** MSA-1 and MSA-2 of the next answers. */
  codes(count: number): Promise<string[]>;
  /** Resolves when the other side has ended the connection. */
  readonly ended: Promise<void>;
  close(): void;
}

export interface SenderTls {
  readonly ca: string;
  readonly cert?: string;
  readonly key?: string;
}

export async function openSender(port: number, tls?: SenderTls): Promise<Sender> {
  const socket =
    tls === undefined
      ? connect({ port, host: '127.0.0.1', allowHalfOpen: true })
      : connectTls({ socket: connect({ port, host: '127.0.0.1', allowHalfOpen: true }), servername: 'localhost', ...tls });
  const ended = new Promise<void>((resolve) => socket.on('end', resolve).on('close', () => resolve()));
  let text = '';
  const waiting: (() => void)[] = [];
  const wake = () => waiting.splice(0).forEach((one) => one());
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    wake();
  });
  socket.on('error', () => undefined);
  void ended.then(wake);
  let isOver = false;
  void ended.then(() => (isOver = true));
  await Promise.race([once(socket, tls === undefined ? 'connect' : 'secureConnect'), ended]);

  const answer = async () => {
    for (;;) {
      const found = /^\x0b([^\x1c]*)\x1c\r/.exec(text);
      if (found !== null) {
        text = text.slice(found[0].length);
        return found[1]!
          .split('\r')
          .filter((one) => one !== '')
          .map((segment) => segment.split('|'));
      }
      if (isOver) throw new Error(`the connection ended without an answer; left: ${JSON.stringify(text)}`);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return {
    socket,
    ended,
    answer,
    write: (bytes) => new Promise((resolve) => socket.write(bytes as string, 'latin1', () => resolve())),
    async codes(count) {
      const found: string[] = [];
      while (found.length < count) {
        const msa = (await answer()).find(([name]) => name === 'MSA')!;
        found.push(`${msa[1]} ${msa[2]}`);
      }
      return found;
    },
    close: () => socket.destroy(),
  };
}

export const framed = (text: string): string => `\x0b${text}\x1c\r`;

/** A message of a feed of the default profile. */
export function update(
  control: string,
  { sender = 'PAS|RGT', accept = '', application = '', body = 'PID|1||9990000018^^^NHS^NH' } = {},
): string {
  return `MSH|^~\\&|${sender}|SCR|SCR|20260302113000||ADT^A31^ADT_A05|${control}|P|2.4|||${accept}|${application}\rEVN||20260302112900\r${body}\r`;
}
