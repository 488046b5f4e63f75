import { describe, expect, it } from 'vitest';
import { readCsv } from './read.js';

const options = { charset: 'windows-1252' };
const read = (text: string | Uint8Array) => {
  const table = readCsv(Buffer.from(text), options);
  return { ...table, rows: [...table.rows] };
};
const cells = (text: string | Uint8Array) => read(text).rows.map((row) => row.cells);

describe('a CSV table', () => {
  it('keeps every cell as written', () => {
    expect(cells('id,a,b\n0012, x ,NULL\n1e3,"",\n')).toEqual([
      ['0012', ' x ', 'NULL'],
      ['1e3', '', ''],
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('may end its lines with %j', (end) => {
    const { rows } = read(['a,b', '1,2', '3,4', ''].join(end));
    expect(rows).toEqual([
      { line: 2, cells: ['1', '2'], written: '1,2' },
      { line: 3, cells: ['3', '4'], written: '3,4' },
    ]);
  });

  it('may hold line breaks, delimiters and quotes in quotes, and still knows its lines', () => {
    const { rows } = read('a,b\r\n"x\r\ny, ""z""",2\r\n\r\n3,4');
    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
      [2, ['x\r\ny, "z"', '2']],
      [5, ['3', '4']],
    ]);
  });

  it.each([
    ['comma', 'a,b;c,d\n1,2;,3'],
    ['tab', 'a\tb,c\td\n1\t2,\t3'],
    ['semicolon', 'a;b,c;d\n1;2,;3'],
  ])('is read with the delimiter of its header: %s', (_, text) => {
    expect(cells(text)[0]).toHaveLength(3);
  });

  it.each([
    ['UTF-8', Buffer.from('a,b\nZoë,1'), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\uFEFFa,b\nZoë,1'), 'utf-8'],
    ['UTF-16 with a mark', Buffer.from('\uFEFFa,b\nZoë,1', 'utf16le'), 'utf-16le'],
    ['the character set of the feed', Buffer.from('a,b\nZo\xeb,1', 'latin1'), 'windows-1252'],
  ])('is decoded first: %s', (_, bytes, encoding) => {
    const table = read(bytes);
    expect(table.encoding).toBe(encoding);
    expect(table.header).toEqual(['a', 'b']);
    expect(table.rows[0]?.cells[0]).toBe('Zoë');
  });

  it('takes a quote in the middle of a cell as text', () => {
    expect(cells('a,b\n5\'6" tall,x')).toEqual([['5\'6" tall', 'x']]);
  });

  it('may be read twice, and may be empty', () => {
    const { rows } = readCsv(Buffer.from('a,b\n1,2'), options);
    expect([...rows]).toEqual([...rows]);
    expect(cells('a,b')).toEqual([]);
  });

  it('numbers rows right across many batches', () => {
    const lines = Array.from({ length: 2500 }, (_, index) => `${index},x`);
    const { rows } = read(['a,b', ...lines].join('\n'));
    expect(rows.every(({ line, cells }, index) => line === index + 2 && cells[0] === String(index))).toBe(true);
    expect(rows).toHaveLength(2500);
  });
});

describe('a row at fault', () => {
  it('has its line, and the others go on', () => {
    const { rows } = read('a,b\n1,2\n3\n4,5,6\n7,8');
    expect(rows.map(({ line, fault }) => [line, fault])).toEqual([
      [2, undefined],
      [3, 'cell-count'],
      [4, 'cell-count'],
      [5, undefined],
    ]);
  });

  it('never swallows the rows behind it with a stray quote', () => {
    for (const stray of ['2,"open', '2,"open"x', '2,"op"en"']) {
      const { rows } = read(`a,b\n1,x\n${stray}\n3,"fine"\n4,y`);
      expect(rows.map(({ line, fault, written }) => [line, fault, written])).toEqual([
        [2, undefined, '1,x'],
        [3, 'quote', stray],
        [4, undefined, '3,"fine"'],
        [5, undefined, '4,y'],
      ]);
    }
  });

  it('has text under a column without a name', () => {
    expect(read('a,b,\n1,2,\n3,4,lost').rows.map(({ fault }) => fault)).toEqual([undefined, 'cell-count']);
  });
});

describe('a file is refused when', () => {
  it.each([
    ['a column stands twice', 'a,b,a\n1,2,3', 'STRUCTURE_INVALID'],
    ['a column stands twice but for case and spaces', 'a,b, A\n1,2,3', 'STRUCTURE_INVALID'],
    ['it is empty', '', 'STRUCTURE_INVALID'],
    ['its header is broken', 'a,"b\n1,2', 'STRUCTURE_INVALID'],
    ['no column has a name', ',\n1,2', 'STRUCTURE_INVALID'],
    ['there is a NUL in it', 'a,b\n1,\x002', 'MESSAGE_UNREADABLE'],
  ])('%s', (_, text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });
});
