import type { XmlElement } from '../../formats/xml/element.js';
import { child, children, path } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { markRead, type Source } from '../source.js';
import { entriesOf, isNegated, members, wordsOf } from '../statements.js';
import { coded, said, spoken, textOnly } from '../values/coded.js';
import { quantity } from '../values/quantities.js';
import { happenedAt } from '../values/times.js';
import { productOf } from './medications.js';
import type { EntriesReader, WordsReader } from './reader.js';

/** Medical equipment: implants and devices in use, and aids supplied. */
export const devices: EntriesReader = (section, source) =>
  entriesOf(section)
    .flatMap((each) => (each.name === 'organizer' ? members(each) : [each]))
    .flatMap((each) => (each.name === 'supply' ? equipment(each, source) : devicesOf(each, source)));

/** The words of a medical equipment section. */
export const deviceWords: WordsReader = (section, _source, text) => [
  draft('medicationsAndMedicalDevices', section, { narrative: text, medicalDevicesEntry: { medicalDevice: text } }),
];

/** The devices that a statement put in or uses (participants with a playingDevice). */
export function devicesOf(statement: XmlElement, source: Source): readonly Draft[] {
  const isNegative = isNegated(statement, source);
  return children(statement, 'participant').flatMap((participant) => {
    const role = child(participant, 'participantRole');
    const device = child(role, 'playingDevice');
    if (device === undefined) return [];
    const kind = coded(child(device, 'code'), source);
    const model = spoken(coded(child(device, 'manufacturerModelName'), source));
    const name = spoken(kind) ?? model;
    if (name === undefined && !isNegative) return [];
    markRead(source, participant, role, device, ...children(role, 'id'));
    const at = happenedAt(child(statement, 'effectiveTime'), source);
    const procedure = spoken(coded(child(statement, 'code'), source));
    const comments = [
      model !== undefined && model !== name ? `Model: ${model}` : undefined,
      ...children(role, 'id').flatMap((id) =>
        said(id, 'extension') === undefined ? [] : [`Identifier: ${said(id, 'extension')}`],
      ),
      procedure === undefined ? undefined : `With: ${procedure}`,
      at === undefined ? undefined : `Date: ${at}`,
    ].filter((each) => each !== undefined);
    return [
      draft(
        'medicationsAndMedicalDevices',
        statement,
        {
          negated: isNegative ? true : undefined,
          medicalDevicesEntry: {
            medicalDevice: isNegative ? `NOT present: ${name ?? 'medical device'}` : name!,
            comments: comments.join('\n'),
          },
        },
        { part: `device ${said(child(role, 'id'), 'extension') ?? name ?? ''}` },
      ),
    ];
  });
}

function equipment(supply: XmlElement, source: Source): readonly Draft[] {
  const device = path(supply, 'participant', 'participantRole', 'playingDevice');
  const name =
    coded(child(device, 'code'), source) ?? productOf(child(supply, 'product'), source) ?? textOnly(wordsOf(supply, source));
  if (name === undefined) return [];
  const amount = quantity(child(supply, 'quantity'), source);
  const comments = [
    isNegated(supply, source) ? 'The source states that the person does NOT have this.' : undefined,
    amount === undefined ? undefined : `Quantity: ${amount.text}`,
  ];
  return [
    draft('equipmentAndAdaptations', supply, {
      narrative: wordsOf(supply, source),
      equipmentName: name,
      date: happenedAt(child(supply, 'effectiveTime'), source),
      comment: comments.filter((each) => each !== undefined).join('\n'),
    }),
  ];
}
