/**
 * What a message is about, as far as a reader may know. What is left out as highly sensitive (R22) leaves a trace wherever
 * something else of the same message still points at it: the PID of a visit that nobody is shown, the allergies of
 * a letter that is not listed. So the facts of a message know how much of it is shown.
 */
import type { NestedChange, Statement } from '../../schema/entry.js';
import type { SensitiveLabeller } from '../../schema/sensitive-labeller.js';
import type { Elements, FoldedSection, Source } from './told.js';

/**
 * `person`: says who the person is and nothing else. `open`: nothing of it is sensitive. `partly`: something of it is, and
 * what it is about is shown. `hidden`: what it is about is sensitive.
 */
export type Matter = 'person' | 'open' | 'partly' | 'hidden';

/** One thing that a message says, put or changed. */
export interface Told {
  readonly section: FoldedSection;
  readonly elements: Elements;
  readonly nested?: readonly NestedChange[] | undefined;
  readonly codes?: readonly string[] | undefined;
}

/** Who the person is and who is around them: any message brings it along, and hardly any is about it. */
const aboutThePerson: ReadonlySet<FoldedSection> = new Set([
  'personDemographics',
  'gpPractice',
  'personalContacts',
  'individualRequirements',
]);

export function isAboutThePerson(section: FoldedSection): boolean {
  return aboutThePerson.has(section);
}

/** What care is given within: where it is sensitive, so is everything said with it. */
const encounters: ReadonlySet<FoldedSection> = new Set([
  'contactsWithProfessionals',
  'admissionDetails',
  'dischargeDetails',
  'futureAppointments',
  'referralDetails',
  'servicesAndCare',
]);

/** Shown wherever it was said, as leaving it out could kill; it then cites the feed and the day only. */
const neverDropped: ReadonlySet<FoldedSection> = new Set(['allergiesAndAdverseReactions', 'alerts', 'safeguarding']);

/** Who wrote it, for whom, and the letter itself: of what else a message says, which is what it is about. */
const standsForTheRest: ReadonlySet<FoldedSection> = new Set(['involvement', 'professionalContacts', 'documents']);

/** What the message of `partner` that says all of `told` is about. */
export function matterOf(told: readonly Told[], labeller: SensitiveLabeller, partner: string): Matter {
  const proper = told.filter(({ section, elements }) => !isAboutThePerson(section) && !isRegistration(section, elements));
  if (proper.length === 0) return 'person';
  const marked = proper.filter(({ section, elements, nested, codes }) =>
    labeller.isSensitive(section, nested === undefined ? elements : { ...elements, ...atTheEnd(nested) }, codes, partner),
  );
  if (marked.length === 0) return 'open';
  const main = proper.filter(({ section }) => !neverDropped.has(section) && !standsForTheRest.has(section));
  const isHidden = marked.some(({ section }) => encounters.has(section)) || main.every((one) => marked.includes(one));
  return isHidden ? 'hidden' : 'partly';
}

/** What a message says of entries, apart from taking them back. */
export function toldBy(statements: readonly Statement[]): Told[] {
  return statements.flatMap((statement): Told[] => {
    if (statement.kind === 'involvement') return [{ section: 'involvement', elements: statement.involvement }];
    if (statement.kind === 'put') {
      return [{ section: statement.section, elements: statement.body as Elements, codes: statement.codes }];
    }
    if (statement.kind !== 'patch') return [];
    const { section, changes, nested, codes } = statement;
    return [{ section, elements: changes as Elements, nested, codes }];
  });
}

/** Nested changes by the last name of their path, by which a specialty is told from a number. */
function atTheEnd(nested: readonly NestedChange[]): Elements {
  return Object.fromEntries(nested.map(({ path, value }) => [path.slice(path.lastIndexOf('.') + 1), value]));
}

/** Which practice the person is registered with is no encounter, whatever brings it along. */
function isRegistration(section: FoldedSection, elements: Elements): boolean {
  return section === 'involvement' && elements['kind'] === 'registered-practice';
}

/** Whether what a message says of `section` goes with what the message is about, and is as hidden. */
export function goesWithHidden(section: FoldedSection, elements: Elements, matter: Matter, format: string): boolean {
  if (matter === 'hidden') return !neverDropped.has(section) && !isRegistration(section, elements);
  // Whoever reads that there is a document asks for it; one that holds something sensitive is not listed.
  return matter === 'partly' && format === 'cda' && section === 'documents';
}

/**
 * What an entry says it comes from. What a message brings along about the person cites the feed and the day, whatever the
 * message is about, so that the few of which nothing else is shown look like all others.
 */
export function cited(section: FoldedSection, matter: Matter, source: Source): Source {
  const namesMessage =
    matter === 'person' ||
    (!isAboutThePerson(section) && (matter === 'open' || (matter === 'partly' && source.format !== 'cda')));
  if (namesMessage) return source;
  const { feed, format, recordedAt, receivedAt, nhsNumberStatus } = source;
  return {
    feed,
    format,
    messageType: broughtAlong,
    ...(recordedAt === undefined ? {} : { recordedAt: dayOf(recordedAt) }),
    receivedAt: dayOf(receivedAt),
    ...(nhsNumberStatus === undefined ? {} : { nhsNumberStatus }),
  };
}

/** In place of the type of a message that is about something else. */
export const broughtAlong = 'brought along';

function dayOf(time: string): string {
  return time.slice(0, '2026-01-31'.length);
}
