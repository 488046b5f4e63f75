/** A sender of numbered messages that sends again what was not acknowledged, and what must have become of them in the end. */
import { expect } from 'vitest';
import type pg from 'pg';
import { framed, openSender, type Sender } from '../adapters/inbox/mllp/test-sender.js';
import { parseNhsNumber, type NhsNumber } from '../schema/nhs-number.js';

/** Whom the messages are about, one after the other. */
export const people = ['9990000018', '9990000026', '9990000034'].map((text) => parseNhsNumber(text)!);

/** Messages sent and not yet acknowledged, at most. */
const inFlight = 40;

const twoDigits = (number: number) => String(number).padStart(2, '0');

/** A message with a number; the sender's clock stands still for ten at a time: among those the order of arrival decides. */
export function messageOf(n: number): string {
  const at = `2026030${1 + (Math.floor(n / 36_000) % 9)}${twoDigits(Math.floor(n / 600) % 24)}${twoDigits(Math.floor(n / 10) % 60)}00`;
  return [
    `MSH|^~\\&|PAS|RGT|SCR|SCR|${at}||ADT^A31^ADT_A05|N${n}|P|2.4`,
    `EVN||${at}`,
    `PID|1||${people[n % people.length]}^^^NHS^NH||Testperson^Number ${n}||19410217|2`,
  ].join('\r');
}

/** Sends numbered messages for as long as it is told to, over one connection after the other, as sending systems do. */
export class NumberedSender {
  readonly acknowledged = new Set<number>();
  readonly #unanswered = new Set<number>();
  #connection: Sender | undefined;
  #next = 0;
  #mayBegin = 0;

  /** Connects, and sends what was not answered before, then at most `most` new ones. */
  async connect(port: number, most: number): Promise<void> {
    this.#mayBegin = most;
    const connection = await openSender(port);
    this.#connection = connection;
    void this.#hear(connection);
    for (const number of this.#unanswered) this.#send(number);
    this.#fill();
  }

  /** Ends the connection; `within`: in the middle of a message. */
  async disconnect(within = false): Promise<void> {
    const connection = this.#connection;
    if (within) await connection?.write(framed(messageOf(this.#next)).slice(0, 60));
    this.#connection = undefined;
    connection?.close();
  }

  /** Sends nothing new, and waits until everything sent is acknowledged. */
  async finish(): Promise<void> {
    this.#mayBegin = 0;
    await expect.poll(() => this.#unanswered.size, { timeout: 60_000 }).toBe(0);
  }

  async #hear(connection: Sender): Promise<void> {
    try {
      for (;;) {
        const [code, control] = (await connection.codes(1))[0]!.split(' ') as [string, string];
        const number = Number(control.slice(1));
        if (code === 'AA') this.#acknowledge(number);
        // An outage: sent again after a while.
        else setTimeout(() => connection === this.#connection && this.#send(number), 200);
      }
    } catch {
      // The connection was cut, or the process killed.
    }
  }

  #acknowledge(number: number): void {
    this.#unanswered.delete(number);
    this.acknowledged.add(number);
    this.#fill();
  }

  #fill(): void {
    if (this.#connection === undefined) return;
    for (; this.#mayBegin > 0 && this.#unanswered.size < inFlight; this.#mayBegin--) {
      this.#unanswered.add(this.#next);
      this.#send(this.#next++);
    }
  }

  #send(number: number): void {
    void this.#connection!.write(framed(messageOf(number)));
  }
}

/**
 * Waits until nothing waits any more, then asks the database what became of everything that was acknowledged, where nothing else came
 * but `cuts` beginnings of messages that a connection was cut in.
 */
export async function expectAppliedOnceInOrder(database: pg.Pool, acknowledged: ReadonlySet<number>, cuts = 0): Promise<void> {
  const count = async (sql: string) => Number((await database.query<{ n: string }>(sql)).rows[0]!.n);
  const waiting = () => count('select count(*) as n from arrival_waiting');
  // However many there are, and however busy the machine: as long as they get fewer.
  for (let left = await waiting(); left > 0; left = await waiting()) {
    await expect.poll(waiting, { timeout: 60_000 }).toBeLessThan(left);
  }
  const rows = (
    await database.query<{ number: string; times: string }>(
      `select substr(message_identifier, 2) as number, count(*) as times from message group by 1`,
    )
  ).rows;
  const times = new Map(rows.map((row) => [Number(row.number), Number(row.times)]));
  expect([...acknowledged].filter((number) => times.get(number) !== 1)).toEqual([]);
  expect([...times].filter(([, often]) => often !== 1)).toEqual([]);
  const others = await database.query<{ state: string; code: string }>(
    `select state, code from arrival_outcome where state not in ('applied', 'superseded')`,
  );
  // A beginning that was not yet kept when the process was killed is nowhere: nobody was told that it was.
  expect(others.rows.length).toBeLessThanOrEqual(cuts);
  expect(others.rows).toEqual(others.rows.map(() => ({ state: 'quarantined', code: 'FRAME_UNREADABLE' })));
  // One sender, one order: messages were numbered as they arrived.
  const order = (await database.query<{ arrival_id: string }>('select arrival_id from message order by id')).rows;
  const arrivals = order.map((row) => Number(row.arrival_id));
  expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
}

/** The number of the message by which a person is known now: the last by the sender's clock, then by arrival. */
export async function numberOfLast(database: pg.Pool, person: NhsNumber): Promise<number> {
  const last = await database.query<{ number: string }>(
    `select substr(m.message_identifier, 2) as number from message m join fact f on f.message_id = m.id
     where f.subject = $1 and f.section = 'personDemographics' order by m.stated_ms desc, m.id desc limit 1`,
    [person],
  );
  return Number(last.rows[0]!.number);
}
