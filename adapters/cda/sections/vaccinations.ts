import type { XmlElement } from '../../formats/xml/element.js';
import { child, path } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { locationOf, performedBy, recordedBy } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { codeOf, entriesOf, hasTemplate, isEvent, isNegated, related, wordsOf } from '../statements.js';
import { coded, textOnly } from '../values/coded.js';
import { read } from '../values/names.js';
import { quantity, unitOfMeasure } from '../values/quantities.js';
import { courseTime, happenedAt } from '../values/times.js';
import { productOf } from './medications.js';
import { planned } from './plan.js';
import type { EntriesReader, WordsReader } from './reader.js';

/** Vaccinations given, and those that were not (negationInd), with the reason. */
export const vaccinations: EntriesReader = (section, source) =>
  entriesOf(section)
    .filter((each) => each.name === 'substanceAdministration')
    .flatMap((each) => (isEvent(each) ? vaccination(each, source) : planned(each, source)));

/** The words of an immunisation section: under an element PRSB makes mandatory. */
export const vaccinationWords: WordsReader = (section, _source, text) => [
  draft('vaccinations', section, { narrative: text, vaccineProcedure: textOnly(text) }),
];

function vaccination(statement: XmlElement, source: Source): readonly Draft[] {
  const vaccineProduct = productOf(child(statement, 'consumable'), source) ?? textOnly(wordsOf(statement, source));
  if (vaccineProduct === undefined) return [];
  const product = path(statement, 'consumable', 'manufacturedProduct');
  const notGiven = isNegated(statement, source);
  const refusal = related(statement, 'RSON').find((each) => hasTemplate(each, '4.53') || notGiven);
  const indication = related(statement, 'RSON').find((each) => each !== refusal);
  const number = related(statement).find((each) => codeOf(each) === '30973-2' || codeOf(each) === '30956-7');
  const dose = quantity(child(statement, 'doseQuantity'), source);
  markRead(source, refusal, indication, number, child(number, 'code'));
  return [
    draft('vaccinations', statement, {
      narrative: wordsOf(statement, source),
      date: happenedAt(courseTime(statement), source),
      vaccineProduct,
      vaccineProcedure: coded(child(statement, 'code'), source),
      manufacturer: textOnly(read(path(product, 'manufacturerOrganization', 'name'), source)),
      batchNumber: read(path(product, 'manufacturedMaterial', 'lotNumberText'), source),
      route: coded(child(statement, 'routeCode'), source),
      bodySite: coded(child(statement, 'approachSiteCode'), source),
      doseAmount: { value: dose, unitsOfMeasure: unitOfMeasure(dose) },
      doseSequence: quantity(child(number, 'value') ?? child(statement, 'repeatNumber'), source),
      indication: coded(child(indication, 'value'), source),
      outcomeStatus: notGiven ? { notGivenFlag: true, vaccinationSituation: coded(child(refusal, 'code'), source) } : undefined,
      location: locationOf(statement, source),
      performingProfessional: performedBy(statement, source),
      personCompletingRecord: recordedBy(statement, source),
      reported: path(statement, 'informant', 'relatedEntity') === undefined ? undefined : { reported: true },
    }),
  ];
}
