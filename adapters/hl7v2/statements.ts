import type {
  Body,
  DocumentFile,
  Involvement,
  InvolvementStatement,
  PatchEntry,
  PutEntry,
  RetractEntry,
  Section,
  SnapshotList,
} from '../../schema/entry.js';
import type { About } from './reading.js';

/** Each element as it is to be; an element that is null is deleted, one left undefined stays. */
export type Changes<S extends Section> = PatchEntry<S>['changes'];

interface Extra {
  readonly list?: string;
  readonly content?: DocumentFile;
  readonly codes?: readonly string[];
}

/** Puts an entry as this message says it. */
export function put<S extends Section>(about: About, section: S, key: string, body: Body<S>, extra: Extra = {}): PutEntry<S> {
  return { kind: 'put', subject: about.subject, section, key, body: given(body), ...recorded(about), ...extra };
}

/** Changes what this message says of an entry. */
export function patch<S extends Section>(
  about: About,
  section: S,
  key: string,
  changes: Changes<S>,
  extra: Pick<PatchEntry<S>, 'list' | 'nested' | 'codes'> = {},
): PatchEntry<S> {
  return { kind: 'patch', subject: about.subject, section, key, changes: given(changes), ...recorded(about), ...extra };
}

/** Puts an entry from what is elsewhere a patch: an element that is null is simply not there. */
export function putAsChanged<S extends Section>(
  about: About,
  section: S,
  key: string,
  changes: Changes<S>,
  extra: Extra = {},
): PutEntry<S> {
  const body = Object.fromEntries(Object.entries(changes).filter(([, part]) => part !== null)) as Body<S>;
  return put(about, section, key, body, extra);
}

export function retract(about: About, section: Section, key: string, because: RetractEntry['because']): RetractEntry {
  return { kind: 'retract', subject: about.subject, section, key, because };
}

export function snapshot(about: About, section: Section, list: string, keys: readonly string[]): SnapshotList {
  return { kind: 'list', subject: about.subject, section, list, keys };
}

export function involve(
  about: About,
  op: InvolvementStatement['op'],
  key: string,
  involvement: { readonly [K in keyof Involvement]?: Involvement[K] | null | undefined },
): InvolvementStatement {
  return {
    kind: 'involvement',
    subject: about.subject,
    key,
    op,
    involvement: given(involvement) as InvolvementStatement['involvement'],
  };
}

function recorded(about: About) {
  return about.statedAt === undefined ? {} : { recordedAt: about.statedAt };
}

/** `value` without what is undefined or an empty list; null stays, as it means "deleted". */
function given<T extends object>(value: T): T {
  const kept = Object.entries(value).filter(([, part]) => part !== undefined && !(Array.isArray(part) && part.length === 0));
  return Object.fromEntries(kept) as T;
}
