import type { Place } from './resolve.js';
import { foldOne, type Event, type Folded } from './fold.js';
import type { Elements, FoldedSection } from './told.js';
import type { Fact } from './facts.js';
import { cited, goesWithHidden, isAboutThePerson } from './matter.js';
import { compareOrder, type Order } from './order.js';

/** A row of `entry`: what one subject's statements of one key come to. */
export interface Row extends Omit<Folded, 'state' | 'elements'> {
  readonly state: Folded['state'] | 'joined';
  /** Undefined when the stored document stays as it is and was not read. */
  readonly elements: Elements | undefined;
  readonly startsMs?: number | undefined;
  readonly endsMs?: number | undefined;
  readonly sensitive?: boolean;
}

/** One key of one section, by one partner, of one person: all its rows, one for each identifier used. */
export interface Cell {
  readonly root: string;
  readonly section: FoldedSection;
  readonly partner: string;
  readonly key: string;
  readonly rows: Map<string, Row>;
  /** Subjects whose row has to be written. */
  readonly changed: Set<string>;
  /** Something older than the row came in, or identifiers were joined: made anew from the facts. */
  refold: boolean;
}

/** What a batch works on: the rows it touches, folded in memory and written once at the end. */
export class WorkingSet {
  readonly cells = new Map<string, Cell>();
  readonly #members = new Map<string, Set<Cell>>();
  readonly #heads = new Map<string, Order>();
  /** Lists that came in late: whatever once stood in them has to be made anew. */
  readonly lateLists: Fact[] = [];
  /** Messages of which everything that was folded was overtaken by what was there already. */
  readonly late = new Set<number>();
  readonly #news = new Set<number>();
  readonly #places: ReadonlyMap<string, Place>;

  constructor(places: ReadonlyMap<string, Place>) {
    this.#places = places;
  }

  /** What stands for the person in the keys of this set. */
  root(subject: string): string {
    return this.#places.get(subject)?.canonical ?? subject;
  }

  subjects(subject: string): readonly string[] {
    return this.#places.get(subject)?.subjects ?? [subject];
  }

  group(subject: string): string {
    return this.#places.get(subject)?.linkGroup ?? subject;
  }

  cell(subject: string, section: FoldedSection, partner: string, key: string): Cell {
    const root = this.root(subject);
    const id = [root, section, partner, key].join('\0');
    let cell = this.cells.get(id);
    if (cell === undefined) {
      cell = { root, section, partner, key, rows: new Map(), changed: new Set(), refold: false };
      this.cells.set(id, cell);
    }
    return cell;
  }

  /** Puts a row into its cell, as read or as folded. */
  place(cell: Cell, subject: string, row: Row): void {
    cell.rows.set(subject, row);
    if (row.list === undefined) return;
    const list = this.#listId(cell.root, cell.section, cell.partner, row.list);
    const members = this.#members.get(list);
    if (members === undefined) this.#members.set(list, new Set([cell]));
    else members.add(cell);
  }

  /** Notes the newest statement of a list that is stored already. */
  noteHead(subject: string, section: FoldedSection, partner: string, list: string, order: Order): void {
    const id = this.#listId(this.root(subject), section, partner, list);
    const head = this.#heads.get(id);
    if (head === undefined || compareOrder(order, head) > 0) this.#heads.set(id, order);
  }

  apply(fact: Fact): void {
    if (fact.op === 'list') this.#applyList(fact);
    else this.#applyToCell(this.cell(fact.subject, fact.section, fact.partner, fact.key), fact);
  }

  #noteNews(messageId: number): void {
    this.#news.add(messageId);
    this.late.delete(messageId);
  }

  #applyToCell(cell: Cell, fact: Fact): void {
    if (cell.refold) return this.#noteNews(fact.order.messageId);
    const owner = ownerOf(cell);
    // With several identifiers in play the facts decide, unless the row that stands is the right one to go on.
    const goesOn = owner === undefined || owner === preferredOwner([...cell.rows.keys(), fact.subject], cell.root);
    const before = owner === undefined ? undefined : cell.rows.get(owner);
    const list = fact.list ?? before?.list;
    const head = list === undefined ? undefined : this.#heads.get(this.#listId(cell.root, cell.section, cell.partner, list));
    const isNewest =
      (before === undefined || compareOrder(before.order, fact.order) < 0) &&
      (head === undefined || compareOrder(head, fact.order) < 0);
    if (isNewest) this.#noteNews(fact.order.messageId);
    else if (!this.#news.has(fact.order.messageId)) this.late.add(fact.order.messageId);
    const needsElements = needsBefore(fact) && before !== undefined && before.elements === undefined;
    if (!goesOn || !isNewest || needsElements) {
      cell.refold = true;
      return;
    }
    const subject = owner ?? fact.subject;
    this.#write(cell, subject, foldRow(cell.section, before, eventOfFact(fact, this.group(fact.subject))));
    if (subject !== fact.subject) this.#write(cell, fact.subject, { ...cell.rows.get(subject)!, state: 'joined' });
  }

  #applyList(fact: Fact): void {
    const id = this.#listId(this.root(fact.subject), fact.section, fact.partner, fact.list!);
    const head = this.#heads.get(id);
    if (head !== undefined && compareOrder(head, fact.order) > 0) {
      this.lateLists.push(fact);
      return;
    }
    this.#heads.set(id, fact.order);
    this.#noteNews(fact.order.messageId);
    const named = new Set(fact.keys);
    for (const cell of this.#members.get(id) ?? []) {
      if (cell.refold) continue;
      const [subject, row] = [...cell.rows][0]!;
      if (cell.rows.size > 1 || compareOrder(row.order, fact.order) > 0) {
        cell.refold = true;
        continue;
      }
      const after = foldRow(cell.section, row, {
        op: 'list',
        order: fact.order,
        group: this.group(fact.subject),
        list: fact.list!,
        names: named.has(cell.key),
      });
      if (after !== row) this.#write(cell, subject, after);
    }
  }

  #write(cell: Cell, subject: string, row: Row): void {
    this.place(cell, subject, row);
    cell.changed.add(subject);
  }

  #listId(root: string, section: string, partner: string, list: string): string {
    return [root, section, partner, list].join('\0');
  }
}

/** What a fact says of its key, for the fold. */
export function eventOfFact(fact: Fact, group: string): Exclude<Event, { op: 'list' }> {
  const said = { order: fact.order, group };
  if (fact.op === 'retract') return { ...said, op: 'retract' };
  const { source, elements = {} } = fact;
  return {
    ...said,
    op: fact.op === 'patch' ? 'patch' : 'put',
    elements,
    ...(fact.nested === undefined ? {} : { nested: fact.nested }),
    source: cited(fact.section, fact.matter, fact.recordedAt === undefined ? source : { ...source, recordedAt: fact.recordedAt }),
    isHidden: goesWithHidden(fact.section, elements, fact.matter, source.format),
    ...(fact.list === undefined ? {} : { list: fact.list }),
    ...(fact.codes === undefined ? {} : { codes: fact.codes }),
  };
}

/** Whether what `fact` comes to depends on what is there already. */
export function needsBefore({ op, section, matter }: Fact): boolean {
  return op === 'patch' || (op === 'put' && (isAboutThePerson(section) || matter === 'hidden' || matter === 'partly'));
}

/** Folds onto a row whose elements may not have been read: a retraction or a list leaves them alone. */
function foldRow(section: FoldedSection, before: Row | undefined, event: Event): Row {
  const folded = foldOne(section, before === undefined ? undefined : (before as Folded), event)!;
  if (folded === before) return before;
  const untouched = event.op === 'list' || event.op === 'retract';
  return untouched && before !== undefined
    ? { ...before, state: folded.state, group: folded.group, order: folded.order }
    : folded;
}

function ownerOf(cell: Cell): string | undefined {
  for (const [subject, row] of cell.rows) if (row.state !== 'joined') return subject;
  return undefined;
}

/** Which identifier's row shows what several have said: the surviving one if it is among them. */
export function preferredOwner(subjects: readonly string[], root: string): string {
  return subjects.includes(root) ? root : subjects.toSorted()[0]!;
}
