import { type Moment, ukDay } from '../calendar.js';
import type { CouncilRecord } from '../messages/council-layout.js';
import { inventedPhone } from '../person.js';
import { familyNames, womensNames } from '../words/names.js';
import type { Teller } from './teller.js';

/** What the council's records of one person have in common. */
export interface Helper {
  /** A record with the columns that every file has; `kind` numbers the council's keys. */
  record(kind: string, columns: CouncilRecord): CouncilRecord;
  readonly told: { readonly name: string; pick(from: readonly string[]): string };
  readonly worker: { readonly name: string; readonly phone: string };
  readonly sister: { readonly name: string; readonly phone: string };
  /** `DD/MM/YYYY`: when the plans were last gone through. */
  readonly reviewed: string;
  /** `MM/YYYY`: when they will be next. */
  readonly review: string;
}

/** @param localId the council's own number of the person */
export function helperOf({ person, random, calendar, key }: Teller, localId: string): Helper {
  const worker = { name: `${random.pick(womensNames)} ${random.pick(familyNames)}`, phone: inventedPhone(random) };
  const reviewedAt: Moment = calendar.ago(random.int(20, 60));
  const reviewed = ukDay(reviewedAt);
  return {
    told: { name: `${person.given[0]!} ${person.family}`, pick: (from) => random.pick(from) },
    worker,
    sister: { name: `${random.pick(womensNames)} ${person.family}`, phone: inventedPhone(random) },
    reviewed,
    review: ukDay(calendar.ahead(random.int(90, 200))).slice(3),
    record: (kind, columns) => ({
      LA_Code: person.council,
      NHS_Number: person.nhsNumber,
      Person_Identifier: localId,
      Record_ID: key(kind),
      Last_Updated: reviewed,
      ...columns,
      Recorded_By: worker.name,
      Recorded_By_Role: 'Social worker',
      Recorded_On: reviewed,
    }),
  };
}
