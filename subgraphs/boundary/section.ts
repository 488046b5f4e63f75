/**
 * The boundary of a person's record: where a request enters a section, its rules are decided once for
 * the person, entries are filtered and masked, and the audit takes what leaves. Leaves below need no
 * further check, so the compiled execution can copy them.
 */
import type { GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import type { Decision } from '../../policy/decide.js';
import type { Section } from '../../schema/entry.js';
import type { StoredEntry } from '../../store/store.js';
import type { PersonInRequest, RecordContext } from '../context.js';
import { coverageOf, locates, shown, type CoverageLine } from './coverage.js';
import { askedFor, newestFirst, type EntryArguments } from './entries.js';
import { verdictOf, type RuleTree, type Verdict } from './rules.js';
import { reconciled, type ReconciledEntry } from './same-fact.js';
import { selectionOf, type Selected } from './selection.js';
import { Withheld } from './withheld.js';

/** An entry on its way out: masked elements hold their refusal, which execution reports at its path. */
type Outgoing = Record<string, unknown>;

/** What resolvers see under a section's field on Patient. */
export class SectionView {
  private readonly verdict: Verdict;
  private visible: readonly StoredEntry[] | undefined;
  private once: readonly ReconciledEntry[] | undefined;

  constructor(
    private readonly section: Section,
    private readonly person: PersonInRequest,
    private readonly context: RecordContext,
    private readonly rules: RuleTree,
  ) {
    const rule = rules['Patient']![section]!;
    this.verdict = verdictOf(rule, person, context);
    if (this.verdict !== true) {
      const { coordinate, reason, rule: because } = this.verdict.extensions;
      context.collector.withheld(person.nhsNumber, coordinate, reason, because, []);
    }
  }

  /** Null with a coded error when the section is withheld: an empty list never stands for a refusal. */
  entries(args: EntryArguments, context: RecordContext, info: GraphQLResolveInfo): readonly Outgoing[] {
    if (this.verdict !== true) throw this.verdict;
    const entryType = namedType(info);
    const selected = selectionOf(info, entryType, this.rules);
    const chosen = askedFor(this.facts(args.reconciled), args, context.now);
    const outgoing = chosen.map((entry) => this.outgoing(entry));
    this.mask(selected, outgoing);
    this.account(selected, chosen, outgoing);
    return outgoing;
  }

  totalCount(args: { readonly reconciled?: boolean | null }): number | null {
    if (this.verdict !== true) return null;
    const count = this.facts(args.reconciled).length;
    this.context.collector.returned(this.person.nhsNumber, `Patient.${this.section}.totalCount`, 1, [], []);
    return count;
  }

  coverage(): Promise<readonly CoverageLine[]> {
    this.context.collector.returned(this.person.nhsNumber, `Patient.${this.section}.coverage`, 1, [], []);
    const decision = this.person.decisions.section(this.section);
    return coverageOf(this.section, decision, this.person, this.context);
  }

  /** Entries of the partners whose data the viewer may see; the others' are counted as withheld in the audit. */
  private visibleEntries(): readonly StoredEntry[] {
    if (this.visible) return this.visible;
    const decisions = new Map<string, Decision>();
    const visible: StoredEntry[] = [];
    for (const entry of this.person.entries) {
      if (entry.section !== this.section) continue;
      let decision = decisions.get(entry.partner);
      if (!decision) {
        decision = this.person.decisions.partner(entry.partner, this.section);
        decisions.set(entry.partner, decision);
        if (!decision.permitted) {
          const coordinate = `Patient.${this.section}`;
          this.context.collector.withheld(this.person.nhsNumber, coordinate, decision.reason, decision.rule, [entry.partner]);
        }
      }
      if (decision.permitted) visible.push(entry);
    }
    this.visible = visible.sort(newestFirst);
    // Compared before anything is masked: what the viewer may not see still tells two facts apart.
    this.once = reconciled(this.section, this.visible);
    return this.visible;
  }

  /** What there is to see, each fact once unless every source's own entry is asked for. */
  private facts(once: boolean | null | undefined): readonly ReconciledEntry[] {
    const all = this.visibleEntries();
    return once === false ? all : (this.once ?? all);
  }

  private outgoing(entry: ReconciledEntry): Outgoing {
    // The document is this request's own copy: parsed from the database's answer, shared with nobody.
    const body = entry.body as Outgoing;
    body['id'] = entry.id;
    body['provenance'] = this.provenance(entry);
    body['alsoRecordedBy'] = entry.also?.map((other) => ({ id: other.id, provenance: this.provenance(other) })) ?? [];
    return body;
  }

  private provenance(entry: StoredEntry): Outgoing {
    const partner = this.context.surroundings.partners.get(entry.partner);
    const { provenance } = entry.body;
    if (locates(partner, this.person, this.context.viewer)) {
      return { ...provenance, partner: null, system: null, feed: null, messageIdentifier: null };
    }
    return {
      ...provenance,
      partner: partner ? shown(partner) : { odsCode: entry.partner, name: entry.partner, kind: 'unknown' },
    };
  }

  /** Puts each refusal in place of the element it withholds, in every entry: a held value and none look alike. */
  private mask(selected: readonly Selected[], parents: readonly Outgoing[]): void {
    for (const field of selected) {
      const verdict = verdictOf(field.rule, this.person, this.context);
      if (verdict === true) {
        if (field.children.length > 0 && field.mayLocate && this.person.facts.sensitiveAddress) {
          this.mask(
            field.children,
            parents.flatMap((parent) => objectsAt(parent, field.name)),
          );
        }
        continue;
      }
      for (const parent of parents) parent[field.name] = verdict;
      const { reason, rule } = verdict.extensions;
      this.context.collector.withheld(this.person.nhsNumber, field.coordinate, reason, rule, []);
    }
  }

  /** Tells the audit every coordinate that leaves, with how many values, and of which partners and entries. */
  private account(selected: readonly Selected[], chosen: readonly ReconciledEntry[], outgoing: readonly Outgoing[]): void {
    const sources = chosen.flatMap((entry) => [entry, ...(entry.also ?? [])]);
    const partners = [...new Set(sources.map((entry) => entry.partner))];
    const entries = sources.map((entry) => entry.id);
    // That there is nothing is an answer about the person, too.
    this.context.collector.returned(this.person.nhsNumber, `Patient.${this.section}.entries`, chosen.length, partners, entries);
    this.accountFields(selected, outgoing, partners, entries);
  }

  private accountFields(
    selected: readonly Selected[],
    parents: readonly Outgoing[],
    partners: readonly string[],
    entries: readonly string[],
  ): void {
    for (const field of selected) {
      let count = 0;
      const below: Outgoing[] = [];
      for (const parent of parents) {
        const value = parent[field.name];
        if (value === undefined || value === null || value instanceof Withheld) continue;
        if (Array.isArray(value)) {
          count += value.length;
          if (field.children.length > 0) below.push(...(value as Outgoing[]));
        } else {
          count++;
          if (field.children.length > 0) below.push(value as Outgoing);
        }
      }
      if (count > 0) this.context.collector.returned(this.person.nhsNumber, field.coordinate, count, partners, entries);
      if (below.length > 0) this.accountFields(field.children, below, partners, entries);
    }
  }
}

function objectsAt(parent: Outgoing, name: string): readonly Outgoing[] {
  const value = parent[name];
  if (Array.isArray(value)) return value as Outgoing[];
  return value !== null && typeof value === 'object' && !(value instanceof Error) ? [value as Outgoing] : [];
}

/** The object type a field's list is made of. */
function namedType(info: GraphQLResolveInfo): GraphQLObjectType {
  let type = info.returnType as { ofType?: unknown };
  while (type.ofType !== undefined) type = type.ofType as { ofType?: unknown };
  return type as GraphQLObjectType;
}
