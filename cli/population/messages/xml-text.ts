/** XML that is already escaped. */
export interface Xml {
  readonly xml: string;
}

type Child = Xml | string | undefined | readonly (Xml | string | undefined)[];
type Attributes = Readonly<Record<string, string | undefined>>;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeXml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => escapes[character]!);

/** An element; text children are escaped, absent attributes and children left out. */
export function element(name: string, attributes: Attributes = {}, ...children: readonly Child[]): Xml {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(value!)}"`)
    .join('');
  const content = children
    .flat()
    .map((child) => (child === undefined ? '' : typeof child === 'string' ? escapeXml(child) : child.xml))
    .join('');
  return { xml: content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>` };
}

/** The document as bytes. */
export function xmlBytes(root: Xml): Uint8Array {
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`);
}
