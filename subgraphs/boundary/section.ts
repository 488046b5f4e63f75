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
import { SectionAccount } from './account.js';
import { coverageOf, locates, shown, type CoverageLine } from './coverage.js';
import { SeenDates } from './dates.js';
import { askedFor, newestFirst, type EntryArguments } from './entries.js';
import { keepsSome, Minimum } from './minimum.js';
import { locatingVerdict, verdictOf, withheldBecause, type RuleTree, type Verdict } from './rules.js';
import { reconciled, type ReconciledEntry } from './same-fact.js';
import { selectionOf, type Selected } from './selection.js';
import { Withheld } from './withheld.js';

/** An entry on its way out: masked elements hold their refusal, which execution reports at its path. */
type Outgoing = Record<string, unknown>;

/**
 * What resolvers see under a section's field on Patient: one and the same wherever an operation names the section, since
 * what one alias masks is masked in the entries themselves.
 */
export function viewOf(section: Section, person: PersonInRequest, context: RecordContext, rules: RuleTree): SectionView {
  const known = person.sections.get(section) as SectionView | undefined;
  if (known) return known;
  const view = new SectionView(section, person, context, rules);
  person.sections.set(section, view);
  return view;
}

export class SectionView {
  private readonly verdict: Verdict;
  private readonly dates: SeenDates;
  private visible: readonly StoredEntry[] | undefined;
  private readonly account: SectionAccount;
  private readonly minimum: Minimum;
  private once: readonly ReconciledEntry[] | undefined;

  constructor(
    private readonly section: Section,
    private readonly person: PersonInRequest,
    private readonly context: RecordContext,
    private readonly rules: RuleTree,
  ) {
    this.account = new SectionAccount(person.nhsNumber, context);
    this.minimum = new Minimum(person.nhsNumber, context);
    const rule = rules['Patient']![section]!;
    this.verdict = verdictOf(rule, person, context);
    this.dates = new SeenDates(section, person.decisions);
    if (this.verdict !== true) this.noteRefusal(this.verdict);
  }

  /** Null with a coded error when the section is withheld: an empty list never stands for a refusal. */
  entries(args: EntryArguments, context: RecordContext, info: GraphQLResolveInfo): readonly Outgoing[] {
    if (this.verdict !== true) throw this.verdict;
    const entryType = namedType(info);
    const selected = selectionOf(info, entryType, this.rules);
    this.refuseToLocate(args);
    this.refuseHiddenDates(args);
    const facts = this.facts(args.reconciled);
    const chosen = askedFor(args.filter?.partners ? this.minimum.withoutUnnamed(facts) : facts, args, context.now, this.dates);
    const outgoing = chosen.map((entry) => this.outgoing(entry));
    this.mask(selected, outgoing);
    this.minimum.mask(selected, chosen, outgoing);
    this.account.entries(`Patient.${this.section}.entries`, selected, chosen, outgoing);
    return outgoing;
  }

  totalCount(args: { readonly reconciled?: boolean | null }): number | null {
    if (this.verdict !== true) return null;
    const count = this.facts(args.reconciled).length;
    this.account.values(`Patient.${this.section}.totalCount`, 1, [], []);
    return count;
  }

  async coverage(info: GraphQLResolveInfo): Promise<readonly CoverageLine[]> {
    const coordinate = `Patient.${this.section}.coverage`;
    const lines = await coverageOf(this.section, this.person.decisions.section(this.section), this.person, this.context);
    this.account.values(coordinate, lines.length, selectionOf(info, namedType(info), this.rules, coordinate), lines);
    return lines;
  }

  /** Which entries are of a partner that may not be named is told by no filter either (R23). */
  private refuseToLocate({ filter }: EntryArguments): void {
    const { partners } = this.context.surroundings;
    if (!filter?.partners?.some((ods) => locates(partners.get(ods), this.person, this.context.viewer))) return;
    const refusal = locatingVerdict(`Patient.${this.section}.entries`, this.person, this.context);
    if (refusal === true) return;
    this.noteRefusal(refusal);
    throw refusal;
  }

  /** Nor is a date that the viewer may not see told by what a filter leaves (R3). */
  private refuseHiddenDates({ filter }: EntryArguments): void {
    const refusal =
      (filter?.from == null && filter?.to == null ? undefined : this.dates.refusal('date')) ??
      (filter?.period == null ? undefined : this.dates.refusal('period'));
    if (!refusal) return;
    const withheld = withheldBecause(`Patient.${this.section}.entries`, refusal, this.context);
    this.noteRefusal(withheld);
    throw withheld;
  }

  private noteRefusal({ extensions: { coordinate, reason, rule } }: Withheld): void {
    this.context.collector.withheld(this.person.nhsNumber, coordinate, reason, rule, []);
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
      if (decision.permitted) visible.push(this.dates.dated(entry));
      else if (keepsSome(decision)) visible.push(this.minimum.of(entry, decision));
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

  /** The entry's own, with its partner; without what would tell where the person is. */
  private provenance(entry: StoredEntry): Outgoing {
    const partner = this.context.surroundings.partners.get(entry.partner);
    // Of an entry kept to its minimum nothing of it is left.
    const provenance = (entry.body.provenance ?? {}) as unknown as Outgoing;
    if (locates(partner, this.person, this.context.viewer)) {
      return Object.assign(provenance, { partner: null, system: null, feed: null, messageIdentifier: null });
    }
    provenance['partner'] = partner ? shown(partner) : { odsCode: entry.partner, name: entry.partner, kind: 'unknown' };
    return provenance;
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
      if (parents.length === 0) continue;
      for (const parent of parents) parent[field.name] = verdict;
      const { reason, rule } = verdict.extensions;
      this.context.collector.withheld(this.person.nhsNumber, field.coordinate, reason, rule, []);
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
