import type { XmlElement } from '../formats/xml/element.js';
import { codeSystemUri } from './values/code-systems.js';
import { kindOf } from './sections/kinds.js';
import { said } from './values/coded.js';

// Who wrote or did it, and how the document is put together: no fact about the person.
const apart = new Set([
  'author',
  'performer',
  'informant',
  'responsibleParty',
  'encounterParticipant',
  'statusCode',
  'templateId',
  'typeId',
  'contentId',
  'languageCode',
]);
/** HL7's own vocabulary (ActCode, ObservationInterpretation, …) says of what kind a statement is, never what is stated. */
const hl7 = '2.16.840.1.113883.5.';

/**
 * Codes under `elements` that `body` does not hold, as `system|code`: those of elements that PRSB has in words only.
 * They stay beside the entry, so that what is sensitive is recognised by its code whatever its words.
 */
export function codesBeside(elements: readonly XmlElement[], body: object): readonly string[] {
  const held = codesIn(body, new Set<string>());
  const beside = new Set<string>();
  const walk = (element: XmlElement): void => {
    if (apart.has(element.name) || (element.name === 'section' && !elements.includes(element))) return;
    // A known heading says nothing of the person.
    if (element.name === 'code' && element.parent?.name === 'section' && kindOf(element.parent) !== undefined) return;
    const code = said(element, 'code');
    const oid = said(element, 'codeSystem');
    if (code !== undefined && !held.has(code) && oid?.startsWith(hl7) !== true) {
      const system = codeSystemUri(oid, said(element, 'codeSystemName'));
      beside.add(system === undefined ? code : `${system}|${code}`);
    }
    for (const part of element.children) if (typeof part !== 'string') walk(part);
  };
  for (const element of elements) walk(element);
  return [...beside];
}

function codesIn(value: unknown, into: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const part of value) codesIn(part, into);
  else if (value !== null && typeof value === 'object') {
    for (const [name, part] of Object.entries(value)) {
      if (name === 'code' && typeof part === 'string') into.add(part);
      else codesIn(part, into);
    }
  }
  return into;
}
