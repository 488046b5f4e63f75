import type { Section, Statement, Translation } from '../../schema/entry.js';
import type { Translated } from '../../schema/feed.js';
import type { Change, Decision, Effects } from './effect.js';
import { sectionName } from './elements.js';
import { entryEffects } from './entry-effects.js';
import type { Outcome } from './specimen.js';

/** Compares what became of a specimen with what became of it with one leaf altered. */
export function effectsOf(before: Translated, after: Outcome, change: Change): Effects {
  if ('refusedWith' in after) {
    const how = change.to === undefined ? 'must be there' : 'must be valid';
    return { becomes: [], decides: [{ what: `${how}, or all is refused`, about: after.refusedWith }] };
  }
  const was = before.translation.statements;
  const is = after.translation.statements;
  const entries = entryEffects(was, is, change);
  const decides = [
    ...aboutWhole(before.translation, after.translation),
    ...(subjects(was) === subjects(is) ? [] : [{ what: 'whom it is about' }]),
    ...entries.decides,
    ...changedSections('whether earlier entries are taken back', was, is, 'retract'),
    ...changedSections('which earlier entries end', was, is, 'list'),
    ...otherStatements(was, is),
    ...involvements(was, is),
  ];
  return { becomes: entries.becomes, decides };
}

const wholeFacts: readonly (readonly [keyof Translation, string])[] = [
  ['sender', 'the system in the provenance'],
  ['messageIdentifier', 'the message identifier in the provenance'],
  ['messageType', 'the message type in the provenance'],
  ['statedAt', 'which of two messages is the newer'],
  ['nhsNumberStatus', 'the NHS number status in the provenance'],
];

function aboutWhole(was: Translation, is: Translation): readonly Decision[] {
  return wholeFacts.filter(([fact]) => was[fact] !== is[fact]).map(([, what]) => ({ what }));
}

function subjects(statements: readonly Statement[]): string {
  const all = statements.flatMap((one) => ('subject' in one ? [one.subject] : []));
  return [...new Set(all)].sort().join(' ');
}

function changedSections(
  what: string,
  was: readonly Statement[],
  is: readonly Statement[],
  kind: 'retract' | 'list',
): readonly Decision[] {
  const of = (all: readonly Statement[]): ReadonlySet<Section> =>
    new Set(all.flatMap((one) => (one.kind === kind ? [one.section] : [])));
  const [old, now] = [of(was), of(is)];
  const changed = [...old, ...now].filter((section) => !(old.has(section) && now.has(section)));
  return changed.map((section) => ({ what, about: sectionName(section) }));
}

const otherKinds = {
  link: 'which local identifier and NHS number are one person',
  merge: 'which two identifiers become one person',
  unlink: 'which two identifiers are not one person after all',
  objection: 'whether the person dissents from sharing',
  'sensitive-address': 'whether everything that would locate the person is hidden',
} as const satisfies Partial<Record<Statement['kind'], string>>;

function otherStatements(was: readonly Statement[], is: readonly Statement[]): readonly Decision[] {
  return (Object.keys(otherKinds) as (keyof typeof otherKinds)[]).flatMap((kind) => {
    // Whom it is about is told once, and not again of every statement.
    const of = (all: readonly Statement[]) =>
      JSON.stringify(
        all.flatMap((one) =>
          one.kind === kind ? [kind === 'merge' || kind === 'unlink' ? one : { ...one, subject: undefined }] : [],
        ),
      );
    return of(was) === of(is) ? [] : [{ what: otherKinds[kind] }];
  });
}

const involvementFacts = {
  kind: 'how an organisation is involved in the care',
  organisation: 'which organisation is involved in the care',
  from: 'from when an organisation is involved in the care',
  until: 'until when an organisation is involved in the care',
} as const;

function involvements(was: readonly Statement[], is: readonly Statement[]): readonly Decision[] {
  const of = (all: readonly Statement[]) => all.flatMap((one) => (one.kind === 'involvement' ? [one] : []));
  const [old, now] = [of(was), of(is)];
  if (old.length !== now.length || old.some((one, at) => one.op !== now[at]!.op)) {
    return [{ what: 'whether an organisation is involved in the care' }];
  }
  const facts = Object.keys(involvementFacts) as (keyof typeof involvementFacts)[];
  return facts
    .filter((fact) => old.some((one, at) => one.involvement[fact] !== now[at]!.involvement[fact]))
    .map((fact) => ({ what: involvementFacts[fact] }));
}
