import type { XmlElement } from '../../formats/xml/element.js';
import { child, children } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { locationOf, named } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { entriesOf, hasTemplate, isEvent, related, statusOf, wordsOf } from '../statements.js';
import { coded, hasCode, spoken, textOnly } from '../values/coded.js';
import { span } from '../values/times.js';
import { planned } from './plan.js';
import { problemsIn } from './problems.js';
import type { EntriesReader, WordsReader } from './reader.js';

const sdtc = 'urn:hl7-org:sdtc';
const stayCodes: ReadonlySet<string> = new Set(['IMP', 'ACUTE', 'NONAC']);

/** Encounters: contacts and stays, with the diagnoses made in them. */
export const encounters: EntriesReader = (section, source) =>
  entriesOf(section)
    .filter((each) => each.name === 'encounter')
    .flatMap((each) => (isEvent(each) ? encounter(each, source) : planned(each, source)));

/** The words of an encounters section. */
export const encounterWords: WordsReader = (section, source, text, title) => [
  draft('contactsWithProfessionals', section, { narrative: text, contactType: title, dateOfContact: source.writtenAt }),
];

function encounter(element: XmlElement, source: Source): readonly Draft[] {
  const code = coded(child(element, 'code'), source);
  const { start, end } = span(child(element, 'effectiveTime'), source);
  const place = locationOf(element, source);
  const performers = children(element, 'performer').flatMap((each) => named(each, source) ?? []);
  const disposition = coded(
    child(element, 'dischargeDispositionCode', sdtc) ?? child(element, 'dischargeDispositionCode'),
    source,
  );
  const reason = related(element, 'RSON', 'COMP', 'SUBJ').find((each) => hasTemplate(each, '4.19'));
  markRead(source, reason);
  const why = coded(child(reason, 'value'), source);
  const diagnoses = related(element)
    .filter((each) => each.name === 'act')
    .flatMap((each) => problemsIn(each, source, textOnly('Encounter diagnosis')));
  const status = statusOf(element, source);
  if (!hasCode(code, stayCodes)) {
    const contact = draft('contactsWithProfessionals', element, {
      narrative: wordsOf(element, source),
      dateOfContact: start,
      endDate: end,
      contactType: spoken(code),
      contactStatus: textOnly(status),
      locationOfContact: place,
      seenBy: performers,
      reasonForContact: why,
      outcomeOfContact: disposition,
    });
    return [contact, ...diagnoses];
  }
  const admission = draft(
    'admissionDetails',
    element,
    {
      narrative: wordsOf(element, source),
      dateOfAdmission: start,
      admittedTo: place,
      responsibleCareProfessional: performers[0],
      reasonForAdmission: why,
    },
    { part: 'admission' },
  );
  if (end === undefined && disposition === undefined) return [admission, ...diagnoses];
  const discharge = draft(
    'dischargeDetails',
    element,
    {
      dateOfDischarge: end,
      dischargeLocation: place,
      dischargingConsultant: performers[0],
      dischargeDestination: disposition === undefined ? undefined : { dischargeDestination: disposition },
    },
    { part: 'discharge' },
  );
  return [admission, discharge, ...diagnoses];
}
