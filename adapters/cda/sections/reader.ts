import type { XmlElement } from '../../formats/xml/element.js';
import type { Draft } from '../drafts.js';
import type { Source } from '../source.js';

/** Reads the coded entries of a section. */
export type EntriesReader = (section: XmlElement, source: Source, title: string | undefined) => readonly Draft[];

/** Makes entries of a section that holds only words. */
export type WordsReader = (section: XmlElement, source: Source, words: string, title: string | undefined) => readonly Draft[];
