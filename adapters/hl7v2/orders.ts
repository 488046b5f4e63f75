import type { Body, Statement } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import { DG1, OBR, OBX, ORC, TQ1 } from '../formats/hl7v2/names.js';
import { first, text } from '../formats/hl7v2/typed.js';
import { attachment, fileOf } from './attachment.js';
import { allergiesAlong, diagnosesAndFindings, takenBack, withoutFiles } from './brought-along.js';
import { codesBeside } from './codes-beside.js';
import { identityIn, linksOf, nhsNumberStatusIn } from './identity.js';
import { medications } from './medications.js';
import { organisationOf } from './names-and-places.js';
import { commentsOf } from './notes.js';
import { isDocument, valueOf } from './observation-value.js';
import { orderGroups, type Noted, type OrderGroup } from './order-groups.js';
import { one, type About, type Reading } from './reading.js';
import { isVeryRestricted } from './restricted.js';
import { unique } from './snapshot-lists.js';
import { patch, put } from './statements.js';
import { code, codeOf, date, entityKey, listed, performer, words } from './values.js';

/**
 * ORC-1 where it says what becomes of an order (HL7 table 0119). An order that is taken back stays, shown as such, as
 * results may still come.
 */
const byControl: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['CA', 'DC', 'OC', 'OD', 'CR', 'DR'].map((control) => [control, 'cancelled'])),
  ...Object.fromEntries(['RP', 'RQ', 'RU'].map((control) => [control, 'replaced'])),
  ...Object.fromEntries(['UA', 'UH', 'UX'].map((control) => [control, 'unable to accept'])),
  HD: 'on hold',
  OH: 'on hold',
};

/**
 * OML O21, and the ORM O01 (which may order medicines instead) and OMG O19 of the same shape: investigations asked
 * for, keyed by the placer's order number, the files sent along, and what the order tells of the person besides.
 * @throws RecordError STRUCTURE_INVALID without an order
 */
export function orders(reading: Reading): Statement[] {
  const { about, links, groups } = ordersIn(reading);
  const isInvestigation = groups.some(({ obr }) => obr !== undefined);
  if (!isInvestigation && about.segments.some(({ name }) => name === 'RXO' || name === 'RXE')) return medications(reading);
  const uniqueKey = unique();
  const ordered = groups.flatMap((group) => (group.obr === undefined ? besides(about, group) : asked(about, group, uniqueKey)));
  const statements = [...allergiesAlong(about), ...ordered];
  // An order of a diet or of supplies has no place in PRSB, but it tells of the person as well.
  if (!isInvestigation && statements.length === 0) throw new RecordError('STRUCTURE_INVALID', { location: 'OBR' });
  return [...links, ...statements];
}

function asked(about: About, group: OrderGroup, uniqueKey: (key: string) => string): Statement[] {
  const found = order(about, group);
  if (found === undefined) return besides(about, group);
  const statusOfRequest = found.body.statusOfRequest ?? words('active');
  const body = { ...found.body, statusOfRequest };
  const said = [group.obr, ...group.diagnoses, ...withoutFiles(group.observations.map(({ segment }) => segment))];
  return shareable(about, group, [
    put(about, 'investigationsRequested', found.key, body, codesBeside(about, body, said)),
    ...files(about, group, found.key, uniqueKey),
    ...along(about, found.key, group),
  ]);
}

/** `statements` of an order; taken back where it is marked very restricted. */
function shareable(about: About, { orc }: OrderGroup, statements: Statement[]): Statement[] {
  if (!isVeryRestricted(orc, ORC.ConfidentialityCode)) return statements;
  about.refuse('DOCUMENT_RESTRICTED', `ORC-28 in line ${orc?.line ?? 0}`, 'an order marked very restricted');
  return takenBack(about, statements);
}

/** What an order that is no investigation says of the person, under the order's number. */
function besides(about: About, group: OrderGroup): Statement[] {
  return shareable(about, group, along(about, `order:${numberOf(group) ?? ''}`, group));
}

function along(about: About, key: string, { diagnoses, observations }: OrderGroup): Statement[] {
  const rows = withoutFiles(observations.map(({ segment }) => segment));
  return diagnosesAndFindings(about, key, 'an order', { diagnoses, observations: rows });
}

function numberOf({ orc, obr }: OrderGroup): string | undefined {
  return (
    entityKey(first(orc, ORC.PlacerOrderNumber)) ??
    entityKey(first(obr, OBR.PlacerOrderNumber)) ??
    entityKey(first(orc, ORC.FillerOrderNumber)) ??
    entityKey(first(obr, OBR.FillerOrderNumber))
  );
}

/**
 * ORL O22: the laboratory's answer to an order, keyed as the order is; it changes what the same partner said of it.
 * @throws RecordError STRUCTURE_INVALID without an order
 */
export function orderAnswered(reading: Reading): Statement[] {
  const { about, links, groups: all } = ordersIn(reading);
  const groups = all.filter(({ obr }) => obr !== undefined);
  if (groups.length === 0) throw new RecordError('STRUCTURE_INVALID', { location: 'OBR' });
  return [
    ...links,
    ...groups.flatMap((group) => {
      const found = order(about, group);
      if (found === undefined) return [];
      // Why the test was asked for is not for the answer to say.
      const { investigationRequested, statusOfRequest, orderIdentifier } = found.body;
      const narrative = commentsOf(group.notes).join('\n') || undefined;
      const changes = { investigationRequested, statusOfRequest, orderIdentifier, narrative };
      return [patch(about, 'investigationsRequested', found.key, changes)];
    }),
  ];
}

function ordersIn(reading: Reading) {
  const identity = identityIn(reading, one(reading, 'PID'));
  const about: About = { ...reading, subject: identity.subject };
  const groups = orderGroups(about.segments);
  return { about, links: linksOf(identity, nhsNumberStatusIn(reading)), groups };
}

function order(
  about: About,
  group: OrderGroup,
): { readonly key: string; readonly body: Body<'investigationsRequested'> } | undefined {
  const { orc, obr, timing } = group;
  const number = numberOf(group);
  const requested = code(about, obr, OBR.UniversalServiceIdentifier, 'order');
  if (requested === undefined) {
    about.refuse('STRUCTURE_INVALID', `OBR-4 in line ${obr?.line ?? 0}`);
    return undefined;
  }
  // Without a number the order is told by what was asked for, and when.
  const id = number ?? `@${text(obr, OBR.ObservationDateTime) ?? text(orc, ORC.DateTimeOfTransaction) ?? ''}`;
  const body = {
    date: date(about, orc, ORC.DateTimeOfTransaction) ?? date(about, obr, OBR.RequestedDateTime) ?? about.statedAt,
    investigationRequested: requested,
    statusOfRequest: status(about, group),
    reasonForRequest: reason(about, group),
    requestPriority: listed(about, timing, TQ1.Priority, 'orderPriority') ?? listed(about, obr, OBR.Priority, 'orderPriority'),
    performingProfessional: performer(first(orc, ORC.OrderingProvider)) ?? performer(first(obr, OBR.OrderingProvider)),
    location: organisationOf(first(orc, ORC.OrderingFacilityName)),
    orderIdentifier: text(orc, ORC.PlacerOrderNumber) ?? text(obr, OBR.PlacerOrderNumber) ?? number,
  };
  return { key: `order:${id}:${requested.coding[0]?.code ?? requested.text ?? ''}`, body };
}

function status(about: About, { orc }: OrderGroup): CodedOrText | undefined {
  const control = text(orc, ORC.OrderControl)?.trim() ?? '';
  if (Object.hasOwn(byControl, control)) return words(byControl[control]);
  return listed(about, orc, ORC.OrderStatus, 'orderStatus');
}

/** OBR-31, the diagnoses the order is for, the clinical information of OBR-13, what was observed or asked (OBX), and notes. */
function reason(about: About, { obr, notes, observations, diagnoses }: OrderGroup): string | undefined {
  const reasons = (obr?.field(OBR.ReasonForStudy) ?? []).map((repetition) => shown(codeOf(about, repetition, 'reason')));
  const parts = [
    ...reasons,
    ...diagnoses.map((dg1) => shown(code(about, dg1, DG1.DiagnosisCodeDG1, 'diagnosis')) ?? text(dg1, DG1.DiagnosisDescription)),
    text(obr, OBR.RelevantClinicalInformation),
    ...observations.flatMap((observed) => [answer(about, observed), ...commentsOf(observed.notes)]),
    ...commentsOf(notes),
  ].filter((part) => part !== undefined);
  return [...new Set(parts)].join('\n') || undefined;
}

/** What was observed or asked before the test, for example `Last menstrual period: 2026-02-20`. */
function answer(about: About, { segment }: Noted): string | undefined {
  if (isDocument(segment)) return undefined;
  const { finding, quantity } = valueOf(about, [segment]);
  const value = shown(finding) ?? ([quantity?.text, quantity?.unit].filter((part) => part).join(' ') || undefined);
  const question = shown(code(about, segment, OBX.ObservationIdentifier, 'observation'));
  return value === undefined ? undefined : [question, value].filter((part) => part).join(': ');
}

function shown(value: CodedOrText | undefined): string | undefined {
  return value?.text ?? value?.coding[0]?.code;
}

/** Files sent with the order, such as a referral letter or consent form. */
function files(about: About, { observations }: OrderGroup, key: string, uniqueKey: (key: string) => string): Statement[] {
  return observations
    .filter(({ segment }) => isDocument(segment))
    .map(({ segment, notes }) => {
      const body = {
        ...attachment(segment),
        documentName: code(about, segment, OBX.ObservationIdentifier, 'observation'),
        date: date(about, segment, OBX.DateTimeOfTheObservation) ?? about.statedAt,
        comments: commentsOf(notes).join('\n') || undefined,
      };
      return put(about, 'documents', uniqueKey(`${key}:file`), body, fileOf(about, segment));
    });
}
