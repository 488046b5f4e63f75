import { describe, expect, it } from 'vitest';
import { readXml } from '../formats/xml/read.js';
import { narrativeText } from './narrative.js';

const textOf = (inner: string): string | undefined =>
  narrativeText(readXml(Buffer.from(`<text xmlns="urn:hl7-org:v3">${inner}</text>`)).root);

describe('narrative becomes plain structured text', () => {
  it('writes paragraphs, breaks and lists as lines', () => {
    expect(
      textOf(
        '<paragraph>One</paragraph><paragraph>Two<br/>Three</paragraph><list><item>Four</item><item><paragraph>Five</paragraph></item></list>',
      ),
    ).toBe('One\nTwo\nThree\n- Four\n- Five');
    expect(textOf('<list listType="ordered"><item>Rest</item><item>Drink<list><item>water</item></list></item></list>')).toBe(
      '1. Rest\n2. Drink\n  - water',
    );
  });

  it('parts the cells of a row and keeps each row on its line', () => {
    expect(
      textOf(
        '<table><caption>Drugs</caption><thead><tr><th>Name</th><th>Dose</th></tr></thead><tbody><tr><td>A</td><td><paragraph>1</paragraph><paragraph>2</paragraph></td></tr></tbody></table>',
      ),
    ).toBe('Drugs\nName | Dose\nA | 1; 2');
  });

  it('collapses white space of the markup and keeps what the words say', () => {
    expect(textOf('<content>Fever\n      &gt; 38.5 </content><content styleCode="Bold">since</content> Monday')).toBe(
      'Fever > 38.5 since Monday',
    );
  });

  it('drops what a browser would run, with all it holds, and the tags of what it does not know', () => {
    expect(
      textOf(
        '<script>steal()</script><style>b{}</style><iframe src="x">frame</iframe><blink>Seen</blink> <linkHtml href="javascript:x">today</linkHtml>',
      ),
    ).toBe('Seen today');
  });

  it('leaves out what its author struck out', () => {
    expect(textOf('<content revised="delete">Left</content><content revised="insert">Right</content> knee')).toBe('Right knee');
  });

  it('says nothing of a block without words', () => {
    expect(
      textOf('<paragraph> </paragraph><list><item/></list><table><tbody><tr><td/><td/></tr></tbody></table>'),
    ).toBeUndefined();
  });
});
