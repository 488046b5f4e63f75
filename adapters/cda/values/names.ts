import type { XmlElement } from '../../formats/xml/element.js';
import { child, children } from '../../formats/xml/query.js';
import { narrativeText } from '../narrative.js';
import { markRead, type Source } from '../source.js';
import { said } from './coded.js';
import { span } from './times.js';

/** The words of an element, read. */
export function read(element: XmlElement | undefined, source: Source): string | undefined {
  if (element === undefined) return undefined;
  const text = narrativeText(element)?.replaceAll('\n', ' ');
  if (text !== undefined) markRead(source, element);
  return text;
}

/** The words of every child `name`, read; those left empty are not there. */
export function readAll(element: XmlElement, name: string, source: Source): readonly string[] {
  return children(element, name).flatMap((each) => read(each, source) ?? []);
}

/**
 * The name to use now, of those a person has: not one that has ended (validTime) and, where there is a choice,
 * neither a maiden name, a pseudonym nor an alias.
 */
export function currentName(person: XmlElement | undefined, source: Source): XmlElement | undefined {
  if (person === undefined) return undefined;
  const names = children(person, 'name').filter(
    (name) => span(child(name, 'validTime'), source).end === undefined && narrativeText(name) !== undefined,
  );
  return (
    names.find((name) => /(?:^|\s)L(?:\s|$)/.test(said(name, 'use') ?? '')) ??
    names.find((name) => said(name, 'use') === undefined) ??
    names[0]
  );
}

/** A name as it is spoken: prefix, given, family, suffix; or the words of a name without parts. */
export function fullName(name: XmlElement | undefined, source: Source): string | undefined {
  if (name === undefined) return undefined;
  const parts = ['prefix', 'given', 'family', 'suffix'].flatMap((part) => readAll(name, part, source));
  if (parts.length === 0) return read(name, source);
  markRead(source, name);
  return parts.join(' ');
}

/** The name of the person in `element`, as spoken. */
export function nameOf(person: XmlElement | undefined, source: Source): string | undefined {
  return fullName(currentName(person, source), source);
}
