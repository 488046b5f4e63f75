import type { Statement } from '../../schema/entry.js';
import { DG1 } from '../formats/hl7v2/names.js';
import { first, text } from '../formats/hl7v2/typed.js';
import type { About } from './reading.js';
import { group, inList } from './snapshot-lists.js';
import { put, retract } from './statements.js';
import { code, date, entityKey, listed, performer, words } from './values.js';

/**
 * DG1: the diagnoses of a visit. `scope` is the visit's key: a snapshot replaces what was said of the
 * same visit, and never ends the diagnoses of an earlier one. `given` says with what else than a visit they came.
 */
export function diagnoses(about: About, scope: string | undefined, given?: string): Statement[] {
  const list = scope === undefined ? 'ADT-DG1' : `ADT-DG1:${scope}`;
  return group(about, 'DG1', 'problemList', list, (dg1, listName, uniqueKey) => {
    const description = text(dg1, DG1.DiagnosisDescription);
    const coded = code(about, dg1, DG1.DiagnosisCodeDG1, 'diagnosis');
    const problem =
      coded && coded.text === undefined && description !== undefined
        ? { ...coded, text: description }
        : (coded ?? words(description));
    if (problem === undefined) return undefined;
    const identifier = entityKey(first(dg1, DG1.DiagnosisIdentifier)) ?? problem.coding[0]?.code ?? problem.text ?? '';
    const key = uniqueKey(`${list}:${identifier}`);
    if (text(dg1, DG1.DiagnosisActionCode)?.trim() === 'D')
      return { key, statement: retract(about, 'problemList', key, 'deleted') };
    if (text(dg1, DG1.ConfidentialIndicator)?.trim() === 'Y') {
      // Also where it was shared before it was marked.
      about.refuse('DOCUMENT_RESTRICTED', `DG1-18 in line ${dg1.line}`, 'a diagnosis marked confidential');
      return { key, statement: retract(about, 'problemList', key, 'deleted') };
    }
    const body = {
      problem,
      date: date(about, dg1, DG1.DiagnosisDateTime),
      problemType: listed(about, dg1, DG1.DiagnosisType, 'diagnosisType'),
      priority: text(dg1, DG1.DiagnosisPriority),
      performingProfessional: performer(first(dg1, DG1.DiagnosingClinician)),
      comment: [description === problem.text ? undefined : description, given].filter((part) => part !== undefined),
    };
    return { key, statement: put(about, 'problemList', key, body, inList(listName)) };
  });
}
