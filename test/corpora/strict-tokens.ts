/** What an XML document says, flattened: `<name`, `@name=value`, `"text`, `>`. */
export type XmlEvents = readonly string[];

/**
 * A second, separately written strict reading of XML, to hold the product's reader against: well-formed,
 * one root, nothing behind it, every prefix bound, only the five entities. Throws otherwise.
 */
export function strictTokens(source: string): XmlEvents {
  let rest = source
    .replace(/\r\n?/g, '\n')
    .replace(/^\uFEFF/, '')
    .trimStart();
  const events: string[] = [];
  const open: string[] = [];
  const scopes: Record<string, string>[] = [{ xml: 'bound', xmlns: 'bound' }];
  let roots = 0;
  let text = '';
  const flush = () => {
    if (text !== '' && open.length > 0) events.push(`"${text}`);
    else if (text.trim() !== '') throw new Error('text outside the root');
    text = '';
  };
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const match = pattern.exec(rest);
    if (match) rest = rest.slice(match[0].length);
    return match ?? undefined;
  };
  const name = '[\\p{L}_][\\p{L}\\p{N}._\\-\\u00b7]*';
  const qualified = `(?:(${name}):)?(${name})`;
  const startTag = new RegExp(`^<${qualified}((?:\\s+${qualified}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`, 'u');
  const endTag = new RegExp(`^</((?:${name}:)?${name})\\s*>`, 'u');
  const attribute = new RegExp(`^\\s+${qualified}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u');

  while (rest !== '') {
    if (take(/^<!--(?:(?!--)[^])*-->/) || take(/^<\?[A-Za-z][^]*?\?>/)) continue;
    const cdata = take(/^<!\[CDATA\[([^]*?)\]\]>/);
    if (cdata) {
      if (open.length === 0) throw new Error('CDATA outside the root');
      text += cdata[1];
      continue;
    }
    const characters = take(/^[^<]+/);
    if (characters) {
      if (characters[0].includes(']]>')) throw new Error('bare ]]>');
      text += decode(characters[0]);
      continue;
    }
    flush();
    const end = take(endTag);
    if (end) {
      if (open.pop() !== end[1]) throw new Error('end tag does not match');
      scopes.pop();
      events.push('>');
      continue;
    }
    const start = take(startTag);
    if (!start) throw new Error('not well-formed');
    if (open.length === 0 && ++roots > 1) throw new Error('two roots');
    const attributes: string[][] = [];
    for (let written = start[3]!; written !== '';) {
      const match = attribute.exec(written)!;
      written = written.slice(match[0].length);
      attributes.push([match[1] ?? '', match[2]!, decode((match[3] ?? match[4]!).replace(/[\n\t]/g, ' '))]);
    }
    const scope = { ...scopes.at(-1) };
    for (const [prefix, local, value] of attributes) if (prefix === 'xmlns') scope[local!] = value!;
    const prefixes = [start[1] ?? '', ...attributes.map(([prefix]) => prefix!)].filter((prefix) => prefix !== '');
    if (prefixes.some((prefix) => !scope[prefix])) throw new Error('unbound prefix');
    if (new Set(attributes.map(([prefix, local]) => `${prefix}:${local}`)).size < attributes.length)
      throw new Error('attribute twice');
    events.push(`<${start[2]}`, ...attributes.map(([, local, value]) => `@${local}=${value}`).sort());
    if (start[6] === '/') {
      events.push('>');
    } else {
      open.push(start[1] ? `${start[1]}:${start[2]}` : start[2]!);
      scopes.push(scope);
    }
  }
  flush();
  if (open.length > 0 || roots !== 1) throw new Error('unclosed');
  return events;
}

function decode(text: string): string {
  return text.replace(/&([^;&\s]*);?/g, (whole, entity: string) => {
    const known: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
    const number = /^#(?:x([0-9A-Fa-f]+)|(\d+))$/.exec(entity);
    if (!whole.endsWith(';') || (!number && !known[entity])) throw new Error('unknown entity');
    return number ? String.fromCodePoint(number[1] ? Number.parseInt(number[1], 16) : Number(number[2])) : known[entity]!;
  });
}
