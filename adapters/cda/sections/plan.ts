import type { XmlElement } from '../../formats/xml/element.js';
import { child } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { locationOf, named, performedBy, recordedBy } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { entriesOf, hasTemplate, isNegated, members, related, statusOf, wordsOf } from '../statements.js';
import { actStatus } from '../values/code-systems.js';
import { coded, said, spoken, textOnly } from '../values/coded.js';
import { identifierOf } from '../values/identifiers.js';
import { quantity } from '../values/quantities.js';
import { courseTime, happenedAt, span } from '../values/times.js';
import { frequency } from './dosing.js';
import { goal } from './goals.js';
import { productOf } from './medications.js';
import type { EntriesReader, WordsReader } from './reader.js';

/** Plans: appointments, investigations asked for, goals, referrals, and actions in words. */
export const plan: EntriesReader = (section, source) =>
  entriesOf(section)
    .flatMap((each) => (each.name === 'organizer' ? members(each) : [each]))
    .flatMap((each) => planned(each, source));

/** The words of a plan for professionals. */
export const planWords: WordsReader = (section, source, text) => [
  draft('planAndRequestedActions', section, {
    narrative: text,
    date: source.writtenAt,
    actionsForProfessionals: text,
    personCompletingRecord: source.author,
  }),
];

/** The words of instructions and advice to the person. */
export const instructionWords: WordsReader = (section, source, text) => [
  draft('planAndRequestedActions', section, {
    narrative: text,
    date: source.writtenAt,
    actionsForPersonOrTheirCarer: text,
    personCompletingRecord: source.author,
  }),
];

/** A planned statement, by what is planned. */
export function planned(statement: XmlElement, source: Source): readonly Draft[] {
  const mood = said(statement, 'moodCode');
  if (mood === 'GOL') return goal(statement, source);
  if (statement.name === 'encounter') return appointment(statement, source);
  if (statement.name === 'observation') return requested(statement, source);
  if (hasTemplate(statement, '4.140') || said(child(statement, 'code'), 'code') === '3457005') return referral(statement, source);
  return action(statement, source);
}

function appointment(statement: XmlElement, source: Source): readonly Draft[] {
  const code = coded(child(statement, 'code'), source);
  const { start, end } = span(child(statement, 'effectiveTime'), source);
  const reason = related(statement, 'RSON').flatMap((each) => spoken(coded(child(each, 'value'), source)) ?? []);
  return [
    draft('futureAppointments', statement, {
      narrative: wordsOf(statement, source),
      dateOfAppointment: start,
      endDate: end,
      service: code,
      appointmentStatus: statusOf(statement, source),
      reasonForAppointment: reason.join('; '),
      locationOfFutureAppointment: locationOf(statement, source),
      professionalToSeeThePerson: named(child(statement, 'performer'), source),
      appointmentIdentifier: identifierOf(statement),
    }),
  ];
}

/** An investigation asked for or planned. */
export function requested(statement: XmlElement, source: Source): readonly Draft[] {
  const investigationRequested = coded(child(statement, 'code'), source) ?? textOnly(wordsOf(statement, source));
  if (investigationRequested === undefined) return [];
  const status = statusOf(statement, source);
  const reason = related(statement, 'RSON').flatMap((each) => spoken(coded(child(each, 'value'), source)) ?? []);
  return [
    draft('investigationsRequested', statement, {
      narrative: wordsOf(statement, source),
      date: happenedAt(child(statement, 'effectiveTime'), source),
      investigationRequested,
      statusOfRequest: isNegated(statement, source)
        ? textOnly('Not to be done')
        : status === undefined
          ? undefined
          : { coding: [{ code: status, system: actStatus }], text: status },
      requestPriority: coded(child(statement, 'priorityCode'), source),
      reasonForRequest: reason.join('; '),
      location: locationOf(statement, source),
      performingProfessional: performedBy(statement, source),
      personCompletingRecord: recordedBy(statement, source),
      orderIdentifier: identifierOf(statement),
    }),
  ];
}

function referral(statement: XmlElement, source: Source): readonly Draft[] {
  const to = performedBy(statement, source);
  const reason = related(statement, 'RSON').flatMap((each) => coded(child(each, 'value'), source) ?? []);
  return [
    draft('referralDetails', statement, {
      narrative: wordsOf(statement, source),
      date: happenedAt(child(statement, 'effectiveTime'), source),
      reasonForReferral: reason[0] ?? coded(child(statement, 'code'), source),
      referralTo:
        to === undefined
          ? undefined
          : { name: to.name, role: to.role, organisation: to.organisation, contactDetails: to.contactDetails },
      referralStatus: textOnly(statusOf(statement, source)),
      referralIdentifier: identifierOf(statement),
    }),
  ];
}

/** Anything else to be done, in words: PRSB has no coded element for it. */
function action(statement: XmlElement, source: Source): readonly Draft[] {
  const holder = child(statement, 'consumable') ?? child(statement, 'product');
  const product = holder === undefined ? undefined : productOf(holder, source);
  const what = spoken(product) ?? spoken(coded(child(statement, 'code'), source));
  const words = wordsOf(statement, source);
  const dose = quantity(child(statement, 'doseQuantity'), source)?.text;
  const parts = [what, dose, frequency(statement, source)?.text].filter((each) => each !== undefined).join(', ');
  const saidWhat = parts === '' ? words : words === undefined ? parts : words.includes(parts) ? words : `${parts}: ${words}`;
  if (saidWhat === undefined) return [];
  markRead(source, statement);
  const text = isNegated(statement, source) ? `Not to be done: ${saidWhat}` : saidWhat;
  // An Instruction act is written for the person; everything else is for professionals.
  const isInstruction = hasTemplate(statement, '4.20');
  return [
    draft('planAndRequestedActions', statement, {
      narrative: words,
      date: happenedAt(courseTime(statement), source) ?? source.writtenAt,
      actionsForProfessionals: isInstruction ? undefined : text,
      actionsForPersonOrTheirCarer: isInstruction ? text : undefined,
      location: locationOf(statement, source),
      performingProfessional: performedBy(statement, source),
      personCompletingRecord: recordedBy(statement, source),
    }),
  ];
}
