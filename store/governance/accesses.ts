import { utcNow } from '../../schema/partial-date.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import type { Queryable } from '../database.js';
import { summaryOf } from '../packed-disclosure.js';
import { subjectsOf } from '../people.js';
import { ownAccessGround, type OwnAccess, type OwnAccessQuery } from './records.js';

/** What a user was shown, newest first. Looking at it is audited too, and would push out what it shows: that is left out. */
export async function accessesBy(
  database: Queryable,
  { userId, nhsNumber, first, offset }: OwnAccessQuery,
): Promise<{ readonly more: boolean; readonly accesses: readonly OwnAccess[] }> {
  const found = await database.query<{ id: string; nhs_number: NhsNumber; at_ms: string; purpose: string; document: string }>(
    `select id, nhs_number, at_ms, purpose, document from disclosure
     where user_id = $1 and ($2::text[] is null or nhs_number = any ($2)) and position($3 in document) = 0
     order by at_ms desc, id limit $4 offset $5`,
    [
      userId,
      nhsNumber === undefined ? null : await subjectsOf(database, nhsNumber),
      `"relationship":"${ownAccessGround}"`,
      // One more than asked for says whether there are more.
      first + 1,
      offset,
    ],
  );
  return {
    more: found.rows.length > first,
    accesses: found.rows.slice(0, first).map((row): OwnAccess => {
      const { relationship, operationName, ...counts } = summaryOf(row.document);
      return {
        id: row.id,
        nhsNumber: row.nhs_number,
        at: utcNow(new Date(Number(row.at_ms))),
        purpose: row.purpose,
        ...(relationship === undefined ? {} : { relationship }),
        ...(operationName === undefined ? {} : { operationName }),
        ...counts,
      };
    }),
  };
}
