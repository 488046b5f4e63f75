import type { PartialDateTime } from '../../schema/partial-date.js';
import type { Queryable } from '../database.js';

const atOnce = 5_000;

/**
 * Lets go of bytes as received before a moment: of arrivals and files that do not wait, of messages, and of what was refused. That they came,
 * what became of them and what they said stays. Answers how many were let go.
 */
export async function purgeBytes(database: Queryable, before: PartialDateTime): Promise<number> {
  let purged = 0;
  for (const sql of [
    `update arrival set bytes = null, key_id = null where id in (
       select a.id from arrival a where a.bytes is not null and a.received_at < $1
         and not exists (select from arrival_waiting w where w.lane = a.lane and w.id = a.id) limit ${atOnce})`,
    `delete from arrival_envelope where arrival_id in (
       select e.arrival_id from arrival_envelope e join arrival a on a.id = e.arrival_id where a.received_at < $1
         and not exists (select from arrival_waiting w where w.lane = a.lane and w.id = a.id) limit ${atOnce})`,
    `update message set bytes = null, key_id = null where id in (select id from message where bytes is not null and received_at < $1 limit ${atOnce})`,
    `update quarantine set bytes = null, key_id = null where id in (select id from quarantine where bytes is not null and received_at < $1 limit ${atOnce})`,
    `delete from feed_file_part where (file_id, part) in (
       select p.file_id, p.part from feed_file f join feed_file_part p on p.file_id = f.id
       where f.received_at < $1 and f.state <> 'waiting' limit ${atOnce})`,
    // Of an upload that ended with its process.
    `delete from feed_file where id in (select id from feed_file where state = 'receiving' and received_at < $1 limit ${atOnce})`,
  ]) {
    // A part at a time: others write the same tables meanwhile.
    for (let count = atOnce; count === atOnce;) {
      count = (await database.query(sql, [before])).rowCount ?? 0;
      purged += count;
    }
  }
  return purged;
}
