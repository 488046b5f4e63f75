import type { FeedFile } from '../feed-file.js';
import type { Moment } from '../calendar.js';
import { clientLevelData, clientLevelDataRelease1, type ClientLevelRow } from '../messages/client-level-data.js';
import { childrenEpisodes, childrenHeader, childrenReviews, personIndex } from '../messages/ssda903.js';
import { councils } from '../words/organisations.js';
import { adultRows, carerRows } from './council-adults.js';
import { childRows } from './council-children.js';
import { councilRecordFiles } from './council-records.js';
import type { ToldPerson } from './person-files.js';

/** Who of the population is known to a council, and as what. */
function roleOf({ teller: { person } }: ToldPerson): 'adult' | 'carer' | 'child' | undefined {
  const story = person.story?.name;
  if (story === 'looked-after-child' || story === 'not-yet-live') return 'child';
  if (person.age < 18) return person.index % 2 === 0 ? 'child' : undefined;
  if (person.index % 10 === 4) return 'carer';
  return person.rich || person.age > 74 || person.index % 6 === 1 ? 'adult' : undefined;
}

/** The files of both councils: adults in two submissions, then the index of children and the national return. */
export function councilFiles(told: readonly ToldPerson[]): readonly FeedFile[] {
  const calendar = told[0]?.teller.calendar;
  if (calendar === undefined) return [];
  const period = { from: calendar.ago(365), until: calendar.ago(1) };
  return Object.values(councils).flatMap((council) => {
    const own = told.filter(({ teller }) => teller.person.council === council.ods);
    const known = own.filter((each) => roleOf(each) === 'adult');
    const adults = known.map(({ teller, health }) => adultRows(teller, health, period));
    const someoneCaredFor = known[0]?.teller.person.index ?? 0;
    const carers = own
      .filter((each) => roleOf(each) === 'carer')
      .flatMap(({ teller }) => carerRows(teller, someoneCaredFor, period));
    const children = own.filter((each) => roleOf(each) === 'child').map(({ teller }) => childRows(teller));
    const file = (kind: string): string => `${council.adults.split('-')[0]!}-${kind}.csv`;
    const current: readonly ClientLevelRow[] = [...adults.flatMap((each) => each.current), ...carers];
    const former = adults.flatMap((each) => each.former);
    const sent = (daysAgo: number): Moment => calendar.ago(daysAgo, 17);
    return [
      ...(former.length === 0 ? [] : [clientLevelDataRelease1(council.adults, file('cld-release-1'), sent(370), former)]),
      ...(current.length === 0 ? [] : [clientLevelData(council.adults, file('cld-release-2'), sent(1), current)]),
      ...councilRecordFiles(council, known),
      ...(children.length === 0
        ? []
        : [
            personIndex(
              council.children,
              file('children-index'),
              sent(2),
              children.map((each) => each.index),
            ),
            childrenHeader(
              council.children,
              file('903-header'),
              sent(1),
              children.map((each) => each.header),
            ),
            childrenEpisodes(
              council.children,
              file('903-episodes'),
              sent(1),
              children.flatMap((each) => each.episodes),
            ),
            childrenReviews(
              council.children,
              file('903-reviews'),
              sent(1),
              children.flatMap((each) => each.reviews),
            ),
          ]),
    ];
  });
}
