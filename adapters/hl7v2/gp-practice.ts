import type { Statement } from '../../schema/entry.js';
import { PD1 } from '../formats/hl7v2/names.js';
import { first, isNull, professional } from '../formats/hl7v2/typed.js';
import { organisationCode } from './names-and-places.js';
import { one, type About } from './reading.js';
import { involve, patch } from './statements.js';

/** Key of the registered practice. */
export const registration = 'gp-registration';

/** PD1-3 (practice, `NAME^^ODS`) and PD1-4 (GP): the registered practice, and its involvement in care. */
export function gpPractice(about: About): Statement[] {
  const pd1 = one(about, 'PD1');
  const practice = first(pd1, PD1.PatientPrimaryFacility);
  const gp = first(pd1, PD1.PatientPrimaryCareProviderNameIDNo);
  if (practice === undefined && gp === undefined) return [];
  const code = organisationCode(practice);
  const noPractice = isNull(pd1, PD1.PatientPrimaryFacility) ? null : undefined;
  const statements: Statement[] = [
    patch(about, 'gpPractice', registration, {
      gpName: professional(gp)?.display ?? (gp?.isNull ? null : undefined),
      gpPracticeDetails: practice?.text(1) ?? noPractice,
      gpPracticeIdentifier: code ?? practice?.text(3) ?? noPractice,
    }),
  ];
  if (code !== undefined)
    statements.push(involve(about, 'put', registration, { kind: 'registered-practice', organisation: code }));
  // The sender knows of no practice any more: what it said before is over.
  if (noPractice === null && about.statedAt !== undefined) {
    statements.push(involve(about, 'patch', registration, { kind: 'registered-practice', until: about.statedAt }));
  }
  return statements;
}
