import type { Statement } from '../../schema/entry.js';
import { PV1 } from '../formats/hl7v2/names.js';
import { text } from '../formats/hl7v2/typed.js';
import { one, type About } from './reading.js';
import { patch } from './statements.js';
import { ZU8 } from './zu.js';

const consentToShare: Readonly<Record<string, string>> = {
  '1': 'Express consent to share the care record',
  '2': 'Express dissent from sharing the care record',
  '3': 'Consent to share the care record is not known',
};

/**
 * ZU8 (HL7 UK A.3): consent to share and the hiding of a person's location. Only an explicit value
 * weakens a protection: `""`, absence and unknown codes change nothing.
 */
export function sharing(about: About): Statement[] {
  return [...consent(about), ...locationHiding(about)];
}

function consent(about: About): Statement[] {
  const zu8 = one(about, 'ZU8');
  const detailedRecord = text(zu8, ZU8.ConsentToShareCareRecord)?.trim() ?? '';
  const summaryRecord = text(zu8, ZU8.ConsentToSummaryCareRecord)?.trim();
  const said = [
    Object.hasOwn(consentToShare, detailedRecord) ? consentToShare[detailedRecord] : undefined,
    summaryRecord === undefined ? undefined : `Consent to the Summary Care Record: ${summaryRecord}`,
  ].filter((part) => part !== undefined);
  const statements: Statement[] = [];
  if (detailedRecord === '2') statements.push({ kind: 'objection', subject: about.subject, action: 'record' });
  if (detailedRecord === '1') statements.push({ kind: 'objection', subject: about.subject, action: 'withdraw' });
  if (said.length > 0) {
    const consentForInformationSharing = {
      consentForInformationSharing: said.join('. '),
      ...(about.statedAt ? { date: about.statedAt } : {}),
    };
    statements.push(patch(about, 'legalInformation', 'consent-for-information-sharing', { consentForInformationSharing }));
  }
  return statements;
}

/** ZU8-4: 2 national flag, 1 hidden locally, 0 not hidden. PV1-16 (PDS sensitivity) can only hide. */
function locationHiding(about: About): Statement[] {
  const hiding = text(one(about, 'ZU8'), ZU8.LocationHiding)?.trim();
  const sensitivity = text(one(about, 'PV1'), PV1.VIPIndicator)?.trim().toUpperCase();
  if (hiding === '1' || hiding === '2') return [{ kind: 'sensitive-address', subject: about.subject, hidden: true }];
  if (sensitivity !== undefined && /^[SYR]$/.test(sensitivity))
    return [{ kind: 'sensitive-address', subject: about.subject, hidden: true }];
  if (hiding === '0') return [{ kind: 'sensitive-address', subject: about.subject, hidden: false }];
  return [];
}
