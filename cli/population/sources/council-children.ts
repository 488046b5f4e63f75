import { ukDay } from '../calendar.js';
import type { ChildHeaderRow, EpisodeRow, PersonIndexRow, ReviewRow } from '../messages/ssda903.js';
import { birthDay } from '../views.js';
import type { Teller } from './teller.js';

export interface ChildRows {
  readonly index: PersonIndexRow;
  readonly header: ChildHeaderRow;
  readonly episodes: readonly EpisodeRow[];
  readonly reviews: readonly ReviewRow[];
}

/** The code by which each council's children's return names it. */
const returnCodes = { '312': '873', '725': '874' } as const;

/** The national return about a child looked after, and the line of the council's index that says who the child is. */
export function childRows({ person, random, calendar }: Teller): ChildRows {
  const child = String(300_000 + person.index * 17);
  const started = calendar.ago(random.int(200, 500));
  const moved = calendar.ago(random.int(40, 150));
  const birth = birthDay(person.birth);
  return {
    index: {
      LA_Code: returnCodes[person.council],
      LA_Person_Unique_Identifier: child,
      NHS_Number: person.nhsNumber,
      Date_of_Birth: birth,
    },
    header: {
      CHILD: child,
      SEX: person.woman ? '2' : '1',
      DOB: birth,
      ETHNIC: person.ethnicity.ssda903,
      UPN: `X${String(990_000_000_000 + person.index)}`,
    },
    episodes: [
      {
        CHILD: child,
        DECOM: ukDay(started),
        RNE: 'S',
        LS: 'C2',
        CIN: 'N1',
        PLACE: 'U4',
        PLACE_PROVIDER: 'PR1',
        DEC: ukDay(moved),
        REC: 'X1',
        REASON_PLACE_CHANGE: 'CARPL',
        HOME_POST: person.address.postcode,
        PL_POST: 'PE99 9AA',
        URN: 'XXXXXXX',
      },
      {
        CHILD: child,
        DECOM: ukDay(moved),
        RNE: 'P',
        LS: 'C2',
        CIN: 'N1',
        PLACE: 'U6',
        PLACE_PROVIDER: 'PR1',
        HOME_POST: person.address.postcode,
        PL_POST: 'CB99 9BB',
        URN: 'XXXXXXX',
      },
    ],
    reviews: [{ CHILD: child, DOB: birth, REVIEW: ukDay(calendar.ago(30)), REVIEW_CODE: 'PN1' }],
  };
}
