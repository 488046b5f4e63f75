import type { Statement } from '../../../schema/entry.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children, path } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { markRead, type Source } from '../source.js';
import { said } from '../values/coded.js';
import { isPracticeCode, odsCodeOf } from '../values/identifiers.js';
import { read } from '../values/names.js';
import { addressText, contactText } from '../values/places.js';
import type { Identity } from './identity.js';

/** Summary of a person's whole record (LOINC Summarization of Episode Note): a practice sends it of its own patients. */
const summaryCode = '34133-9';

/** The GP practice the header names, and the registration it shows. */
export interface Practice {
  readonly drafts: readonly Draft[];
  readonly statements: readonly Statement[];
}

/**
 * The registered GP practice: providerOrganization, where it is one (NHS industry class 001, or an ODS code of a
 * practice). A hospital named there is not. A practice's own summary shows a registration too.
 */
export function practiceOf(identity: Identity, source: Source): Practice {
  const named = child(identity.patientRole, 'providerOrganization');
  const code = odsCodeOf(named);
  const isPractice =
    named !== undefined &&
    (said(child(named, 'standardIndustryClassCode'), 'code') === '001' || (code !== undefined && isPracticeCode(code)));
  const own =
    isPracticeCode(source.context.partner) && said(child(source.document, 'code'), 'code') === summaryCode
      ? source.context.partner
      : undefined;
  const registered = (isPractice ? code : undefined) ?? own;
  return {
    drafts: isPractice ? [describe(named, code, source)] : [],
    statements: registered === undefined ? [] : [registration(registered, identity)],
  };
}

function describe(organisation: XmlElement, code: string | undefined, source: Source): Draft {
  markRead(source, organisation, child(organisation, 'standardIndustryClassCode'), ...children(organisation, 'id'));
  const name = read(child(organisation, 'name'), source);
  const details = [name, addressText(child(organisation, 'addr'), source), contactText(organisation, source)];
  return draft('gpPractice', organisation, {
    gpPracticeIdentifier: code,
    gpPracticeDetails: details.filter((part) => part !== undefined).join(', '),
    gpName: gpName(source),
  });
}

/** The usual GP, where a performer of the documented service is named as primary care provider (PCP). */
function gpName(source: Source): string | undefined {
  for (const event of children(source.document, 'documentationOf').map((each) => child(each, 'serviceEvent'))) {
    for (const performer of children(event, 'performer')) {
      if (said(child(performer, 'functionCode'), 'code') !== 'PCP') continue;
      const name = child(path(performer, 'assignedEntity', 'assignedPerson'), 'name');
      if (name !== undefined) return read(name, source);
    }
  }
  return undefined;
}

function registration(organisation: string, identity: Identity): Statement {
  return {
    kind: 'involvement',
    subject: identity.subject,
    key: 'registered-practice',
    op: 'put',
    involvement: { kind: 'registered-practice', organisation },
  };
}
