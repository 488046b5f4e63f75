import { describe, expect, it } from 'vitest';
import { RecordError } from '../../../schema/errors.js';
import { attribute, child, children, descendants, hl7v3, path, textOf } from './query.js';
import { readXml, type XmlLimits } from './read.js';

const read = (text: string | Uint8Array, limits?: Partial<XmlLimits>) => readXml(Buffer.from(text), limits);

function code(text: string | Uint8Array, limits?: Partial<XmlLimits>): string {
  try {
    read(text, limits);
    return 'read';
  } catch (error) {
    if (error instanceof RecordError) return error.code;
    throw error;
  }
}

describe('an XML document', () => {
  it('keeps names, namespaces, attributes, texts and lines', () => {
    const { root } = read(`<?xml version="1.0"?>
<a xmlns="urn:hl7-org:v3" xmlns:x="urn:x" x:kind="1" plain=" two ">
  one<!-- gone --> <![CDATA[<two>]]> &amp; &#160;<x:b/>three</a>`);
    expect([root.name, root.namespace, root.line]).toEqual(['a', hl7v3, 2]);
    expect(attribute(root, '{urn:x}kind')).toBe('1');
    expect(attribute(root, 'plain')).toBe(' two ');
    expect(root.children.map((part) => (typeof part === 'string' ? part : part.name))).toEqual([
      '\n  one <two> & \u00a0',
      'b',
      'three',
    ]);
    expect(child(root, 'b', 'urn:x')?.parent).toBe(root);
    expect(child(root, 'b')).toBeUndefined();
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from('\uFEFF<a>Zoë</a>'), 'utf-8'],
    ['UTF-16 with a mark', Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-16"?><a>Zoë</a>', 'utf16le'), 'utf-16le'],
    ['UTF-16 without a mark', Buffer.from('<a>Zoë</a>', 'utf16le'), 'utf-16le'],
    ['ISO 8859-1', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>Zo\xeb</a>', 'latin1'), 'windows-1252'],
    ['Windows-1252', Buffer.from("<?xml version='1.0' encoding='windows-1252'?><a>Zo\xeb</a>", 'latin1'), 'windows-1252'],
    ['a declaration left over from UTF-16', Buffer.from('<?xml version="1.0" encoding="utf-16"?><a>Zoë</a>'), 'utf-8'],
    ['white space before the declaration', Buffer.from('\n <?xml version="1.0"?><a>Zoë</a>'), 'utf-8'],
  ])('is decoded by its mark or declaration: %s', (_, bytes, encoding) => {
    const document = readXml(bytes);
    expect(document.encoding).toBe(encoding);
    expect(textOf(document.root)).toBe('Zoë');
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from('<a>Zo\xeb</a>', 'latin1')],
    ['an encoding that is not known', '<?xml version="1.0" encoding="EBCDIC"?><a/>'],
    ['an encoding that hides markup (UTF-7)', '<?xml version="1.0" encoding="UTF-7"?><a/>'],
    ['two roots', '<a/><b/>'],
    ['text behind the root', '<a/>junk'],
    ['text before the root', 'junk<a/>'],
    ['NUL', '<a>\0</a>'],
    ['NUL behind the root', '<a/>\0'],
    ['NUL as a reference', '<a>&#0;</a>'],
    ['no root', '<!-- nothing -->'],
    ['nothing', ''],
    ['an entity that is not declared', '<a>&nbsp;</a>'],
    ['a prefix that is not bound', '<x:a/>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an attribute twice by namespace', '<a xmlns:x="u" xmlns:y="u" x:b="1" y:b="2"/>'],
    ['an end tag that does not match', '<a><b></a></b>'],
    ['a tag left open', '<a><b></b>'],
    ['a bare ampersand', '<a>A & E</a>'],
  ])('is refused as unreadable: %s', (_, text) => {
    expect(code(text)).toBe('MESSAGE_UNREADABLE');
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE a><a/>'],
    ['a DOCTYPE behind a comment', '<?xml version="1.0"?><!-- x --><?p x?>\n<!DOCTYPE a SYSTEM "http://x/"><a/>'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['entities in entities', '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a>&z;</a>'],
    ['a DOCTYPE that is not even closed', '<!DOCTYPE a [<!ENTITY x'],
    ['a DOCTYPE in UTF-16', Buffer.from('\uFEFF<!DOCTYPE a><a/>', 'utf16le')],
  ])('is refused as forbidden: %s', (_, text) => {
    expect(code(text)).toBe('XML_FORBIDDEN');
  });

  it('is refused when it is too large, deep, or many-parted', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    expect([code(nested(200)), code(nested(201))]).toEqual(['read', 'XML_FORBIDDEN']);
    expect([code('<a><b/></a>', { elements: 2 }), code('<a><b/><b/></a>', { elements: 2 })]).toEqual(['read', 'XML_FORBIDDEN']);
    expect([code('<a b="" c=""/>', { attributes: 2 }), code('<a b="" c="" d=""/>', { attributes: 2 })]).toEqual([
      'read',
      'XML_FORBIDDEN',
    ]);
    expect([code('<a/>', { bytes: 4 }), code('<a />', { bytes: 4 })]).toEqual(['read', 'MESSAGE_TOO_LARGE']);
  });

  it('says where it is wrong, and never what is written there', () => {
    expect(() => read('<a>\n<secret-name>x</other></a>')).toThrow(
      expect.objectContaining({ location: 'line 2', detail: expect.not.stringMatching(/secret|other/) as string }),
    );
  });
});

describe('queries', () => {
  const { root } = read('<a xmlns="urn:hl7-org:v3"><b><c>1<i/>2</c><c>3</c></b><b><c empty="">4</c></b><d> </d></a>');

  it('find children, descendants and paths in document order', () => {
    expect(children(root, 'b')).toHaveLength(2);
    expect(descendants(root, 'c').map((element) => textOf(element))).toEqual(['12', '3', '4']);
    expect(textOf(path(root, 'b', 'c'))).toBe('12');
    expect(path(root, 'b', 'x', 'c')).toBeUndefined();
  });

  it('answer undefined for empty attributes and white space', () => {
    expect(attribute(descendants(root, 'c')[2], 'empty')).toBeUndefined();
    expect([textOf(child(root, 'd')), textOf(undefined), attribute(undefined, 'x')]).toEqual(Array(3).fill(undefined));
  });
});
