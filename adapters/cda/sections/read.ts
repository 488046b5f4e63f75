import type { Refused } from '../../../schema/entry.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children, path } from '../../formats/xml/query.js';
import type { Draft } from '../drafts.js';
import { isVeryRestricted } from '../header/document-entry.js';
import type { EncounterSections } from '../header/encounter.js';
import { narrativeText } from '../narrative.js';
import { markAllRead, markRead, type Source } from '../source.js';
import { entriesOf, holdsNoInformation, wordsOf } from '../statements.js';
import { said } from '../values/coded.js';
import { kindOfEntry, withOnly } from './any.js';
import { allergies, allergyWords } from './allergies.js';
import { careTeam } from './care-team.js';
import { devices, deviceWords } from './devices.js';
import { directives, directiveWords } from './directives.js';
import { encounters, encounterWords } from './encounters.js';
import { examination, examinationWords } from './examination.js';
import { family, familyWords } from './family.js';
import { assessments, assessmentWords, cognitionWords, functional, mental, requirementWords } from './function.js';
import { concerns, concernWords, goals, goalWords } from './goals.js';
import { interventions } from './interventions.js';
import { isUkHeading, kindOf, locationOfSection, titleOf, type SectionKind } from './kinds.js';
import { medications, medicationWords } from './medications.js';
import { deniesResearch, saysNothing } from './nothing-said.js';
import { mediaOf, notes, noteWords } from './notes.js';
import { instructionWords, plan, planWords } from './plan.js';
import { problems, problemWords } from './problems.js';
import { procedures, procedureWords } from './procedures.js';
import type { EntriesReader, WordsReader } from './reader.js';
import { results, resultWords } from './results.js';
import { rowEntries } from './row-entries.js';
import { social, socialWords } from './social.js';
import { vaccinations, vaccinationWords } from './vaccinations.js';
import * as words from './words.js';

interface Readers {
  readonly entries?: EntriesReader;
  readonly words: WordsReader;
}

/** Told in the document's encounter, not on their own. */
type EncounterKind = 'reason' | 'admission' | 'discharge' | 'attendance';

const readers: { readonly [K in Exclude<SectionKind, EncounterKind>]: Readers } = {
  allergies: { entries: allergies, words: allergyWords },
  medications: { entries: medications, words: medicationWords },
  problems: { entries: problems, words: problemWords },
  results: { entries: results, words: resultWords },
  vitalSigns: { entries: examination, words: examinationWords },
  examination: { entries: examination, words: examinationWords },
  procedures: { entries: procedures, words: procedureWords },
  encounters: { entries: encounters, words: encounterWords },
  vaccinations: { entries: vaccinations, words: vaccinationWords },
  plan: { entries: plan, words: planWords },
  interventions: { entries: interventions, words: planWords },
  instructions: { entries: plan, words: instructionWords },
  socialHistory: { entries: social, words: socialWords },
  familyHistory: { entries: family, words: familyWords },
  functionalStatus: { entries: functional, words: requirementWords },
  mentalStatus: { entries: mental, words: cognitionWords },
  assessments: { entries: assessments, words: assessmentWords },
  devices: { entries: devices, words: deviceWords },
  advanceDirectives: { entries: directives, words: directiveWords },
  goals: { entries: goals, words: goalWords },
  concerns: { entries: concerns, words: concernWords },
  notes: { entries: notes, words: noteWords },
  formulation: { words: words.formulationWords },
  referral: { entries: plan, words: words.referralWords },
  requirements: { entries: functional, words: requirementWords },
  research: { words: words.researchWords },
  legal: { entries: directives, words: words.legalWords },
  consent: { words: words.consentWords },
  alerts: { words: words.alertWords },
  safeguarding: { words: words.safeguardingWords },
  appointment: { entries: plan, words: words.appointmentWords },
  contacts: { entries: careTeam, words: words.contactWords },
};

/** What the body of a document says. */
export interface SectionsRead {
  readonly drafts: readonly Draft[];
  /** Words of sections that have no home of their own, under their titles. */
  readonly homelessWords: readonly string[];
  readonly homelessSections: readonly XmlElement[];
  /** Words that belong to the document's encounter. */
  readonly encounter: EncounterSections;
  readonly refused: readonly Refused[];
}

/** Reads every section of the document, those nested in others included. */
export function sectionsOf(source: Source): SectionsRead {
  const reading = new Reading(source);
  for (const part of children(path(source.document, 'component', 'structuredBody'), 'component')) {
    for (const section of children(part, 'section')) reading.section(section, undefined);
  }
  return reading;
}

class Reading implements SectionsRead {
  readonly drafts: Draft[] = [];
  readonly homelessWords: string[] = [];
  readonly homelessSections: XmlElement[] = [];
  readonly encounter: { -readonly [K in keyof EncounterSections]: EncounterSections[K] } = {};
  readonly refused: Refused[] = [];
  readonly #source: Source;
  constructor(source: Source) {
    this.#source = source;
  }

  /** A subsection that does not say what it is about is about what its parent is. */
  section(section: XmlElement, parent: SectionKind | undefined): void {
    if (isVeryRestricted(section)) {
      this.refused.push({ code: 'DOCUMENT_RESTRICTED', location: locationOfSection(section) });
      return;
    }
    const kind = kindOf(section) ?? parent;
    const title = titleOf(section);
    markRead(this.#source, child(section, 'title'), child(section, 'code'), child(section, 'id'));
    // The sender holds no information (nullFlavor NI, or codes that say so): not "none", and not an entry.
    if (said(section, 'nullFlavor') !== undefined || holdsNoInformation(section))
      markAllRead(this.#source, child(section, 'text'));
    else this.#content(section, kind, title);
    for (const part of children(section, 'component')) for (const inner of children(part, 'section')) this.section(inner, kind);
  }

  #content(section: XmlElement, kind: SectionKind | undefined, title: string | undefined): void {
    const own = entriesIn(section, kind, title, this.#source);
    const media = kind === 'notes' ? [] : mediaOf(section, this.#source, title);
    this.drafts.push(...this.#withWords(section, own), ...media);
    const lost = entriesOf(section).filter(
      (each) => !own.some((draft) => isWithin(draft.from, each)) && each.name !== 'observationMedia',
    );
    // The words of a section speak for its entries where these could not be read.
    if (own.length > 0 && lost.length === 0 && kind !== undefined && !isEncounterKind(kind)) {
      this.#besideEntries(section, title);
      return;
    }
    const block = child(section, 'text');
    const text = block === undefined ? undefined : narrativeText(block);
    if (text !== undefined) {
      markAllRead(this.#source, block);
      const rows =
        kind === undefined || entriesOf(section).length > 0 ? undefined : rowEntries(kind, block!, title, this.#source);
      if (rows === undefined) this.#words(section, kind, title, text);
      else this.drafts.push(...rows);
    } else if (lost.length > 0) {
      const detail = `${lost.length} of its entries hold nothing that can be shown`;
      this.refused.push({ code: 'ENTRY_INVALID', location: locationOfSection(section), detail });
    }
  }

  /** In UK documents the words of a section are its legal content; its entries may say less. The document keeps them. */
  #besideEntries(section: XmlElement, title: string | undefined): void {
    const block = child(section, 'text');
    if (block === undefined || entriesOf(section).length < 2 || !isUkHeading(section)) return;
    const text = narrativeText(block);
    if (text === undefined) return;
    markAllRead(this.#source, block);
    this.#words(section, undefined, title, text);
  }

  #words(section: XmlElement, kind: SectionKind | undefined, title: string | undefined, text: string): void {
    if (kind === undefined || saysNothing(text) || (kind === 'research' && deniesResearch(text))) {
      this.homelessWords.push(title === undefined ? text : `${title}\n${text}`);
      this.homelessSections.push(section);
    } else if (isEncounterKind(kind)) {
      this.encounter[kind] = joined(this.encounter[kind], text);
      this.encounter.sections = [...(this.encounter.sections ?? []), section];
    } else this.drafts.push(...readers[kind].words(section, this.#source, text, title));
  }

  /** The only entry of a section, when it has no words of its own, has those of the section. */
  #withWords(section: XmlElement, drafts: readonly Draft[]): readonly Draft[] {
    const [only] = drafts;
    const block = child(section, 'text');
    if (drafts.length !== 1 || only === undefined || block === undefined || entriesOf(section).length !== 1) return drafts;
    if (only.body.narrative !== undefined || wordsOf(only.from, this.#source) !== undefined) return drafts;
    const narrative = narrativeText(block);
    if (narrative === undefined) return drafts;
    markAllRead(this.#source, block);
    return [{ ...only, body: { ...only.body, narrative } } as Draft];
  }
}

/** What each entry says, read as its section is; one that this finds nothing in, as what it is by itself. */
function entriesIn(
  section: XmlElement,
  kind: SectionKind | undefined,
  title: string | undefined,
  source: Source,
): readonly Draft[] {
  return children(section, 'entry').flatMap((entry) => {
    const alone = withOnly(section, entry);
    const own = readerOf(kind)?.(alone, source, title) ?? [];
    const other = own.length > 0 ? undefined : kindOfEntry(entry);
    return other === undefined || other === kind ? own : (readerOf(other)?.(alone, source, undefined) ?? []);
  });
}

function readerOf(kind: SectionKind | undefined): EntriesReader | undefined {
  return kind === undefined || isEncounterKind(kind) ? undefined : readers[kind].entries;
}

function isWithin(element: XmlElement, around: XmlElement): boolean {
  let at: XmlElement | undefined = element;
  while (at !== undefined && at !== around) at = at.parent;
  return at === around;
}

function isEncounterKind(kind: SectionKind): kind is EncounterKind {
  return kind === 'reason' || kind === 'admission' || kind === 'discharge' || kind === 'attendance';
}

function joined(before: string | undefined, more: string): string {
  return before === undefined ? more : `${before}\n\n${more}`;
}
