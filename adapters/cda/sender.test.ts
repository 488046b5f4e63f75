import { describe, expect, it } from 'vitest';
import { documentIn, fixture } from './example-feed.js';
import { documentIdentity, senderOf } from './sender.js';

const documentWith = (inner: string) => documentIn(`<ClinicalDocument xmlns="urn:hl7-org:v3">${inner}</ClinicalDocument>`);
const custodian = (id: string): string =>
  `<custodian><assignedCustodian><representedCustodianOrganization>${id}</representedCustodianOrganization></assignedCustodian></custodian>`;
const author = (id: string): string =>
  `<author><assignedAuthor><representedOrganization>${id}</representedOrganization></assignedAuthor></author>`;

describe('who sends a document', () => {
  it('is its custodian, under any root', () => {
    expect(senderOf(documentWith(custodian('<id root="1.2.3" extension="rgt"/>')))).toBe('RGT');
    expect(senderOf(fixture('nhs-111-report.xml'))).toBe('NNJ');
  });

  it('is the code under an ODS root where there are several', () => {
    expect(
      senderOf(
        documentWith(
          custodian('<id root="1.2.3" extension="12345"/><id root="2.16.840.1.113883.2.1.3.2.4.19.1" extension="Y99901"/>'),
        ),
      ),
    ).toBe('Y99901');
  });

  it("is else the author's organisation, else nobody", () => {
    expect(
      senderOf(
        documentWith(
          author('<id nullFlavor="NI"/>') + author('<id root="1" extension="RGN"/>') + custodian('<id nullFlavor="NI"/>'),
        ),
      ),
    ).toBe('RGN');
    expect(senderOf(documentWith(''))).toBe('');
  });
});

describe('which document it is', () => {
  it('shares its key with the other versions of its set', () => {
    const of = (version: string) =>
      documentIdentity(
        documentWith(`<id root="1" extension="${version}"/><setId root="1" extension="set"/><versionNumber value="${version}"/>`),
      );
    expect(of('1')).toMatchObject({ id: '1^1', key: '1^set', isReplacement: false });
    expect(of('2')).toMatchObject({ id: '1^2', key: '1^set', isReplacement: true });
  });

  it('reads a UUID as one identifier, in any case', () => {
    const of = (root: string) => documentIdentity(documentWith(`<id root="${root}"/>`)).id;
    expect(of('0A1B2C3D-0001-4000-8000-00000000000F')).toBe(of('0a1b2c3d-0001-4000-8000-00000000000f'));
  });
});
