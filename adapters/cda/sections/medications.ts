import type { CodedOrText, MedicationsAndMedicalDevicesMedicationItemCluster } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children, path } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { performedBy, recordedBy } from '../participants.js';
import { markRead, type Source } from '../source.js';
import {
  codeOf,
  commentsOn,
  entriesOf,
  hasTemplate,
  isEvent,
  isNegated,
  members,
  related,
  statusOf,
  wordsOf,
} from '../statements.js';
import { actStatus } from '../values/code-systems.js';
import { coded, hasCode, spoken, textOnly } from '../values/coded.js';
import { read } from '../values/names.js';
import { quantity, unitOfMeasure } from '../values/quantities.js';
import { courseTime, happenedAt, span } from '../values/times.js';
import { frequency } from './dosing.js';
import type { EntriesReader, WordsReader } from './reader.js';

const noKnown = new Set(['no-known-medications', '182904002']);
/** "Drug or medicament": denied, it means that the person takes no medicine. */
const anyMedicine = new Set(['410942007', '763158003', '373873005']);

/** Medications: administrations and the supplies that stand alone; those inside acts and organizers included. */
export const medications: EntriesReader = (section, source) => entriesOf(section).flatMap((each) => medicationsIn(each, source));

/** The words of a medication section: under the element PRSB makes mandatory. */
export const medicationWords: WordsReader = (section, _source, words) => [
  draft('medicationsAndMedicalDevices', section, {
    narrative: words,
    medicationItemCluster: { medicationName: textOnly(words) },
  }),
];

function medicationsIn(statement: XmlElement, source: Source): readonly Draft[] {
  if (statement.name === 'substanceAdministration') return medication(statement, source);
  if (statement.name === 'supply') return supplied(statement, source);
  if (statement.name === 'organizer') return members(statement).flatMap((each) => medicationsIn(each, source));
  if (statement.name === 'act') return related(statement).flatMap((each) => medicationsIn(each, source));
  return [];
}

/** The medicine of a consumable or product: its codes and name. */
export function productOf(holder: XmlElement | undefined, source: Source): CodedOrText | undefined {
  const product = child(holder, 'manufacturedProduct');
  const material = child(product, 'manufacturedMaterial') ?? child(product, 'manufacturedLabeledDrug');
  const code = coded(child(material, 'code'), source);
  const name = read(child(material, 'name'), source);
  markRead(source, holder, product, material);
  if (code === undefined) return textOnly(name);
  return code.text === undefined && name !== undefined ? { ...code, text: name } : code;
}

function medication(statement: XmlElement, source: Source): readonly Draft[] {
  const product = productOf(child(statement, 'consumable'), source) ?? coded(child(statement, 'code'), source);
  const words = wordsOf(statement, source);
  const isNegative = isNegated(statement, source);
  const takesNone = hasCode(product, noKnown) || (isNegative && (product === undefined || hasCode(product, anyMedicine)));
  const named = product ?? textOnly(words) ?? (takesNone ? textOnly('No known medications') : undefined);
  if (named === undefined) return [];
  // A reader of the name alone must not take a denied medicine for one in use.
  const medicationName = isNegative ? { ...named, text: `Stated as not taken: ${spoken(named) ?? ''}` } : named;
  return [
    draft('medicationsAndMedicalDevices', statement, {
      narrative: words,
      negated: isNegative || takesNone ? true : undefined,
      medicationItemCluster: item(statement, medicationName, source),
    }),
  ];
}

function item(
  statement: XmlElement,
  medicationName: CodedOrText,
  source: Source,
): MedicationsAndMedicalDevicesMedicationItemCluster {
  const supplies = related(statement).filter((each) => each.name === 'supply');
  const dispensed = supplies.find(isEvent);
  const ordered = supplies.find((each) => !isEvent(each));
  const amount = quantity(child(dispensed, 'quantity') ?? child(ordered, 'quantity'), source);
  const instructions = related(statement).filter(
    (each) => hasTemplate(each, '4.20') || codeOf(each) === '409073007' || codeOf(each) === '311401005',
  );
  markRead(source, ...supplies, ...instructions);
  return {
    date: happenedAt(child(child(statement, 'author'), 'time'), source) ?? source.writtenAt,
    medicationName,
    form: coded(child(statement, 'administrationUnitCode'), source),
    route: coded(child(statement, 'routeCode'), source),
    site: coded(child(statement, 'approachSiteCode'), source),
    quantitySupplied: { value: amount, unitOfMeasure: unitOfMeasure(amount) },
    dateSupplied: happenedAt(child(dispensed, 'effectiveTime'), source),
    repeatMedication: {
      numberOfRepeatPrescriptions: quantity(child(ordered, 'repeatNumber') ?? child(statement, 'repeatNumber'), source),
    },
    structuredDoseDirectionCluster: {
      structuredDoseAmount: {
        dose: quantity(child(statement, 'doseQuantity'), source),
        rate: quantity(child(statement, 'rateQuantity'), source),
      },
      structuredDoseTiming: frequency(statement, source),
      doseDirectionsDescription: directions(statement, source),
      maxdoseperperiod: quantity(child(statement, 'maxDoseQuantity'), source),
    },
    additionalInstructions: textOnly(
      instructions.flatMap((each) => wordsOf(each, source) ?? spoken(coded(child(each, 'code'), source)) ?? []).join('\n'),
    ),
    courseDetailsCluster: course(statement, source),
    performingProfessional: performedBy(statement, source),
    personCompletingRecord: recordedBy(statement, source),
  };
}

function course(
  statement: XmlElement,
  source: Source,
): MedicationsAndMedicalDevicesMedicationItemCluster['courseDetailsCluster'] {
  const { start, end, endedUnknown } = span(courseTime(statement), source);
  const status = statusOf(statement, source);
  const reasons = related(statement, 'RSON').flatMap((each) => {
    markRead(source, each, child(each, 'code'));
    return spoken(coded(child(each, 'value'), source)) ?? spoken(coded(child(each, 'code'), source)) ?? [];
  });
  const comments = [endedUnknown ? 'Ended; the source does not know when.' : undefined, ...commentsOn(statement, source)].filter(
    (each) => each !== undefined,
  );
  return {
    courseStatus: status === undefined ? undefined : { coding: [{ code: status, system: actStatus }], text: status },
    indication: reasons.join('; '),
    startDateTime: start,
    endDateTime: end,
    commentRecommendation: comments.join('\n'),
  };
}

/** The directions as written (free text sig), and when to take it as needed. */
function directions(statement: XmlElement, source: Source): string | undefined {
  const sig = related(statement)
    .filter((each) => hasTemplate(each, '4.147') || codeOf(each) === '76662-6')
    .flatMap((each) => {
      markRead(source, each, child(each, 'code'));
      return wordsOf(each, source) ?? [];
    });
  const asNeeded = children(statement, 'precondition').flatMap((each) => {
    const criterion = child(each, 'criterion');
    const about =
      spoken(coded(child(criterion, 'value'), source)) ??
      spoken(coded(child(criterion, 'code'), source)) ??
      read(child(criterion, 'text'), source);
    markRead(source, each, criterion);
    return about === undefined ? 'As needed' : `As needed: ${about}`;
  });
  const parts = [...sig, ...asNeeded];
  return parts.length === 0 ? undefined : parts.join('\n');
}

/** A supply on its own: a medicine dispensed or ordered. */
function supplied(statement: XmlElement, source: Source): readonly Draft[] {
  const medicationName =
    productOf(child(statement, 'product'), source) ??
    coded(child(statement, 'code'), source) ??
    textOnly(wordsOf(statement, source));
  if (medicationName === undefined || path(statement, 'participant', 'participantRole', 'playingDevice') !== undefined) return [];
  const amount = quantity(child(statement, 'quantity'), source);
  const status = statusOf(statement, source);
  return [
    draft('medicationsAndMedicalDevices', statement, {
      narrative: wordsOf(statement, source),
      negated: isNegated(statement, source) ? true : undefined,
      medicationItemCluster: {
        medicationName,
        date: source.writtenAt,
        dateSupplied: isEvent(statement) ? happenedAt(child(statement, 'effectiveTime'), source) : undefined,
        quantitySupplied: { value: amount, unitOfMeasure: unitOfMeasure(amount) },
        courseDetailsCluster: {
          courseStatus: status === undefined ? undefined : { coding: [{ code: status, system: actStatus }], text: status },
        },
        performingProfessional: performedBy(statement, source),
        personCompletingRecord: recordedBy(statement, source),
      },
    }),
  ];
}
