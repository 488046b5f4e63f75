/** View-only partners (R35): asked in parallel when somebody looks, translated by the same adapters, and kept nowhere. */
import type { ErrorCode } from '../../schema/errors.js';
import { RecordError } from '../../schema/errors.js';
import type { Format } from '../../schema/feed.js';
import type { Population } from '../../schema/facts.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import type { Profile } from '../../schema/profile.js';
import type { PartnerSource } from '../../schema/profile-source.js';
import type { SensitiveLabeller } from '../../schema/sensitive-labeller.js';
import { foldUnits, type UnitsOfPerson } from '../../store/apply/in-memory.js';
import type { Unit } from '../../store/apply/units.js';
import { recognise } from '../formats/recognise.js';
import { translateBytes } from '../translate.js';
import { openBreaker, type Breaker } from './breaker.js';
import { hl7Query } from './hl7-query.js';
import { httpDocuments } from './http-documents.js';
import type { Asker, Source } from './source.js';
import { tlsFiles } from './tls-files.js';

/** What view-only partners say of a person just now. */
export interface PersonElsewhere extends UnitsOfPerson {
  /** Partners (ODS) that did not answer, or of whose answer something could not be read, and why. */
  readonly unavailable: ReadonlyMap<string, ErrorCode>;
}

export interface ViewOnlyPartners {
  readonly partners: ReadonlySet<string>;
  /** Never throws for a source: whatever fails is in `unavailable`. Takes as long as the longest deadline at most. */
  read(nhsNumber: NhsNumber, asker: Asker): Promise<PersonElsewhere>;
  close(): Promise<void>;
}

export interface AskingOptions {
  readonly profile: Profile;
  readonly population: Population;
  readonly sensitive: SensitiveLabeller;
  /** Told of every failure: partner and code, never whom it was about. */
  readonly failed: (about: { readonly partner: string; readonly code: ErrorCode; readonly detail?: string }) => void;
}

interface Asked {
  readonly partner: string;
  readonly config: PartnerSource;
  readonly source: Source;
  readonly breaker: Breaker;
}

type Answer = { readonly units: readonly Unit[]; readonly fault?: ErrorCode };

/** Refusals on purpose: what an author or a partner keeps to itself is no fault of the source. */
const onPurpose: ReadonlySet<ErrorCode> = new Set(['ROW_EXCLUDED', 'DOCUMENT_RESTRICTED']);

/** @returns undefined where the profile has no view-only partner */
export function openViewOnlyPartners(options: AskingOptions): ViewOnlyPartners | undefined {
  const { profile } = options;
  const partners = profile.partners.filter(({ mode }) => mode === 'view-only');
  if (partners.length === 0) return undefined;
  const sources = partners.flatMap(({ ods, sources: configs }) =>
    configs.map((config): Asked => ({ partner: ods, config, source: openSource(config), breaker: openBreaker() })),
  );
  const unreachable = partners.filter(({ sources: configs }) => configs.length === 0).map(({ ods }) => ods);

  return {
    partners: new Set(partners.map(({ ods }) => ods)),
    async read(nhsNumber, asker) {
      const fetched = await Promise.all(sources.map((asked) => fetchFrom(asked, nhsNumber, asker, options)));
      // Only now: translating one answer would hold up another until it seemed late.
      const answers = fetched.map((received, at) => answerOf(sources[at]!, received, options));
      const unavailable = new Map<string, ErrorCode>(unreachable.map((ods) => [ods, 'SOURCE_UNAVAILABLE']));
      const people = partners.map(({ ods }) => {
        const own = answers.filter((_answer, at) => sources[at]!.partner === ods);
        const fault = own.find((answer) => answer.fault !== undefined)?.fault;
        if (fault !== undefined) unavailable.set(ods, fault);
        const units = own.flatMap((answer) => answer.units);
        return foldUnits(units, { nhsNumber, population: options.population, sensitive: options.sensitive });
      });
      return { ...together(people), unavailable };
    },
    async close() {
      await Promise.all(sources.map(({ source }) => source.close()));
    },
  };
}

function openSource(config: PartnerSource): Source {
  const tls = tlsFiles(config);
  return config.kind === 'http-documents' ? httpDocuments(config.url, tls) : hl7Query(config, tls);
}

/** What the source has of the person; undefined where it did not tell. */
async function fetchFrom(
  { partner, config, source, breaker }: Asked,
  nhsNumber: NhsNumber,
  asker: Asker,
  options: AskingOptions,
): Promise<readonly Uint8Array[] | undefined> {
  // Left alone while it rests: told once when it failed, not with every question.
  if (!breaker.admits(Date.now())) return undefined;
  try {
    const received = await within(config.deadlineMs, (signal) => source.fetch(nhsNumber, asker, signal));
    breaker.succeeded();
    return received;
  } catch (error) {
    breaker.failed(Date.now());
    options.failed({ partner, code: 'SOURCE_UNAVAILABLE', detail: detailOf(error) });
    return undefined;
  }
}

function answerOf({ partner, config }: Asked, received: readonly Uint8Array[] | undefined, options: AskingOptions): Answer {
  if (received === undefined) return { units: [], fault: 'SOURCE_UNAVAILABLE' };
  const units: Unit[] = [];
  let unreadable = false;
  for (const bytes of received) {
    const feed = feedFor(bytes, config, options.profile);
    for (const unit of translateBytes(bytes, { profile: options.profile, feed, onDemand: true })) {
      if (unit.refusal === undefined) units.push(unit);
      else if (!onPurpose.has(unit.refusal.code)) {
        unreadable = true;
        options.failed({ partner, code: unit.refusal.code, detail: unit.refusal.location });
      }
    }
  }
  return unreadable ? { units, fault: 'SOURCE_UNREADABLE' } : { units };
}

/** A source that does not heed the signal is no longer waited for either. */
async function within<T>(deadlineMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new RecordError('SOURCE_UNAVAILABLE', { detail: `no answer within ${deadlineMs} ms` }));
      controller.abort();
    }, deadlineMs);
  });
  try {
    const working = work(controller.signal);
    working.catch(() => undefined);
    return await Promise.race([working, late]);
  } finally {
    clearTimeout(timer);
    // Whatever is still under way for a question that was answered, or given up, stops.
    controller.abort();
  }
}

/** The feed of the source that carries the format of these bytes; a name no feed has where none does, so that it is refused. */
function feedFor(bytes: Uint8Array, config: PartnerSource, profile: Profile): string {
  const recognised = recognise(bytes);
  const format: Format | undefined = recognised === 'hl7v2-xml' ? 'hl7v2' : recognised;
  return (
    config.feeds.find((name) => profile.feeds.some((feed) => feed.name === name && feed.format === format)) ?? config.feeds[0]!
  );
}

function together(people: readonly UnitsOfPerson[]): UnitsOfPerson {
  return {
    facts: {
      known: people.some(({ facts }) => facts.known),
      involvements: people.flatMap(({ facts }) => facts.involvements),
      objections: people.flatMap(({ facts }) => facts.objections),
      sensitiveAddress: people.some(({ facts }) => facts.sensitiveAddress),
    },
    entries: people.flatMap(({ entries }) => entries),
    files: new Map(people.flatMap(({ files }) => [...files])),
  };
}

/** What an operator is told: our own detail, or the kind of fault; never what was sent. */
function detailOf(error: unknown): string {
  if (error instanceof RecordError) return error.detail ?? error.code;
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown fault';
}
