import type { Body, Statement } from '../../schema/entry.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { present } from '../../schema/present.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { AL1, IAM } from '../formats/hl7v2/names.js';
import { first, text } from '../formats/hl7v2/typed.js';
import { every, type About } from './reading.js';
import { group, inList, type GroupEntry } from './snapshot-lists.js';
import { put, retract } from './statements.js';
import { code, codeOf, date, entityKey, listed, performer, words } from './values.js';

/** SNOMED CT: no known allergy, and no known allergy to a drug, food or the environment. */
const noKnownAllergyCodes = new Set(['716186003', '409137002', '429625007', '428607008']);
const noKnownAllergyWords = /^\s*(?:nka|nkda|no known (?:drug |food |medication )?allerg(?:y|ies)(?: of any kind)?)\.?\s*$/i;

/** AL1 or, where it is sent, the richer IAM: never both, as they say the same twice. */
export function allergies(about: About): Statement[] {
  if (every(about, 'IAM').length === 0) return group(about, 'AL1', 'allergiesAndAdverseReactions', 'ADT-AL1', allergyIn(about));
  return identifiedAllergies(about);
}

function allergyIn(about: About): GroupEntry {
  return (al1, list, uniqueKey) => {
    const causativeAgent = code(about, al1, AL1.AllergenCodeMnemonicDescription, 'allergen');
    if (causativeAgent === undefined) return undefined;
    const key = uniqueKey(`AL1:${keyOf(causativeAgent)}`);
    const body = {
      ...typeAndCategory(about, al1),
      causativeAgent,
      ...reaction(about, al1),
      ...dated(causativeAgent, date(about, al1, AL1.IdentificationDate)),
    };
    return { key, statement: put(about, 'allergiesAndAdverseReactions', key, body, inList(list)) };
  };
}

/** IAM-6: A add, U update, S snapshot, X no change, D delete. Only a message of snapshots alone is a list. */
function identifiedAllergies(about: About): Statement[] {
  const actions = every(about, 'IAM').map((iam) => text(iam, IAM.AllergyActionCode)?.trim());
  const entryOf: GroupEntry = (iam, list, uniqueKey) => {
    const causativeAgent = code(about, iam, IAM.AllergenCodeMnemonicDescription, 'allergen');
    const identifier = entityKey(first(iam, IAM.AllergyUniqueIdentifier));
    if (causativeAgent === undefined && identifier === undefined) return undefined;
    const key = uniqueKey(`IAM:${identifier ?? (causativeAgent ? keyOf(causativeAgent) : '')}`);
    if (text(iam, IAM.AllergyActionCode)?.trim() === 'D') {
      return { key, statement: retract(about, 'allergiesAndAdverseReactions', key, 'deleted') };
    }
    const reportedAt = date(about, iam, IAM.ReportedDateTime);
    const body = {
      ...typeAndCategory(about, iam),
      ...sensitivity(iam),
      causativeAgent,
      ...reaction(about, iam),
      ...(reportedAt === undefined ? {} : { personCompletingRecord: { dateCompleted: reportedAt } }),
      ...dated(causativeAgent, date(about, iam, IAM.OnsetDate)),
      allergyEndDate: date(about, iam, IAM.InactivatedDateTime),
      performingProfessional: performer(first(iam, IAM.StatusedByPerson)),
      clinicalStatus: code(about, iam, IAM.AllergyClinicalStatusCode, 'allergyStatus'),
      comment: [text(iam, IAM.OnsetDateText), text(iam, IAM.ActionReason)].filter((part) => part).join('\n') || undefined,
    };
    return { key, statement: put(about, 'allergiesAndAdverseReactions', key, body, inList(list)) };
  };
  const isList = actions.every((action) => action === 'S' || action === undefined);
  const reading = isList ? about : { ...about, event: 'IAM actions' };
  return group(reading, 'IAM', 'allergiesAndAdverseReactions', 'ADT-IAM', entryOf);
}

/** Field 2. A contraindication (MC) is shown, and not as an allergy: PRSB knows allergy and intolerance only. */
function typeAndCategory(
  about: About,
  segment: Segment,
): Pick<Body<'allergiesAndAdverseReactions'>, 'typeOfReaction' | 'category'> {
  const type = listed(about, segment, AL1.AllergenTypeCode, 'allergenType');
  if (type === undefined) return {};
  if (type.coding.some((coding) => coding.code === 'MC')) return { category: { ...type, text: 'contraindication' } };
  return { category: type, typeOfReaction: words('Allergy') };
}

/** IAM-9, HL7 table 0436: PRSB knows allergy and intolerance; of an adverse reaction of another kind it says neither. */
function sensitivity(iam: Segment): Pick<Body<'allergiesAndAdverseReactions'>, 'typeOfReaction'> {
  const kind = text(iam, IAM.SensitivityToCausativeAgentCode)?.trim();
  if (kind === undefined) return {};
  return { typeOfReaction: kind === 'AL' ? words('Allergy') : kind === 'IN' ? words('Intolerance') : undefined };
}

/** Fields 4 and 5: severity by the UK's digits or HL7's letters, and the reactions in words or codes. */
function reaction(about: About, segment: Segment): Pick<Body<'allergiesAndAdverseReactions'>, 'reactionDetailsCluster'> {
  const digits = /^\d$/.test(text(segment, AL1.AllergySeverityCode)?.trim() ?? '');
  const severity = listed(about, segment, AL1.AllergySeverityCode, digits ? 'allergySeverityUk' : 'allergySeverity');
  const described = segment
    .field(AL1.AllergyReactionCode)
    .flatMap((repetition) => describedAs(codeOf(about, repetition, 'reaction')) ?? []);
  const [descriptionOfReaction, ...further] = described;
  const details = present({ severity, descriptionOfReaction });
  if (details === undefined) return {};
  return { reactionDetailsCluster: [details, ...further.map((description) => ({ descriptionOfReaction: description }))] };
}

/** AL1-5 is plain text in 2.4, IAM-5 and later AL1-5 too; only a code with words or a system is a code. */
function describedAs(value: CodedOrText | undefined): CodedOrText | undefined {
  const [only] = value?.coding ?? [];
  if (value?.coding.length !== 1 || only?.display !== undefined || only?.system !== undefined) return value;
  return words(only?.code);
}

/** "No known allergy" is a statement made on a day; nothing was experienced then. */
function dated(
  agent: CodedOrText | undefined,
  on: PartialDateTime | undefined,
): Pick<Body<'allergiesAndAdverseReactions'>, 'noKnownAllergy' | 'dateFirstExperienced' | 'personCompletingRecord'> {
  if (agent === undefined || !isNoKnownAllergy(agent)) return { dateFirstExperienced: on };
  return { noKnownAllergy: true, ...(on === undefined ? {} : { personCompletingRecord: { dateCompleted: on } }) };
}

function isNoKnownAllergy({ coding, text: sent }: CodedOrText): boolean {
  const written = [sent, ...coding.flatMap(({ code: id, display }) => [id, display])];
  return (
    coding.some(({ code: id }) => noKnownAllergyCodes.has(id)) || written.some((part) => noKnownAllergyWords.test(part ?? ''))
  );
}

function keyOf(agent: CodedOrText): string {
  return agent.coding[0]?.code ?? agent.text?.trim().toLowerCase() ?? '';
}
