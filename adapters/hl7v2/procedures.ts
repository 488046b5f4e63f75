import type { Statement } from '../../schema/entry.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { PR1 } from '../formats/hl7v2/names.js';
import { first, text } from '../formats/hl7v2/typed.js';
import type { About } from './reading.js';
import { group, inList } from './snapshot-lists.js';
import { put, retract } from './statements.js';
import { code, codeOf, date, entityKey, performer, words } from './values.js';

/** OPCS-4 laterality codes. */
const lateralities = new Set(['Z941', 'Z942', 'Z943', 'Z944', 'Z94.1', 'Z94.2', 'Z94.3', 'Z94.4']);

/** PR1: the procedures of a visit; `scope` as for diagnoses. */
export function procedures(about: About, scope: string | undefined): Statement[] {
  const list = scope === undefined ? 'ADT-PR1' : `ADT-PR1:${scope}`;
  return group(about, 'PR1', 'proceduresAndTherapies', list, (pr1, listName, uniqueKey) => {
    const description = text(pr1, PR1.ProcedureDescription);
    const procedure = code(about, pr1, PR1.ProcedureCode, 'procedure') ?? words(description);
    if (procedure === undefined) return undefined;
    const performedAt = date(about, pr1, PR1.ProcedureDateTime);
    const identifier =
      entityKey(first(pr1, PR1.ProcedureIdentifier)) ?? `${procedure.coding[0]?.code ?? procedure.text}@${performedAt ?? ''}`;
    const key = uniqueKey(`${list}:${identifier}`);
    if (text(pr1, PR1.ProcedureActionCode)?.trim() === 'D') {
      return { key, statement: retract(about, 'proceduresAndTherapies', key, 'deleted') };
    }
    const body = {
      procedure,
      date: performedAt,
      performingProfessional: performer(first(pr1, PR1.Surgeon)) ?? performer(first(pr1, PR1.ProcedurePractitioner)),
      laterality: laterality(about, pr1),
      comment: description === procedure.text ? undefined : description,
    };
    return { key, statement: put(about, 'proceduresAndTherapies', key, body, inList(listName)) };
  });
}

function laterality(about: About, pr1: Segment): CodedOrText | undefined {
  return pr1
    .field(PR1.ProcedureCodeModifier)
    .map((modifier) => codeOf(about, modifier, 'laterality'))
    .find(
      (modifier) =>
        modifier?.coding.some(({ code: sent }) => lateralities.has(sent)) ||
        /\b(?:left|right|bilateral)\b/i.test(modifier?.text ?? ''),
    );
}
