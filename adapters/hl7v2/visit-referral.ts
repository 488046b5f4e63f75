import type { Statement } from '../../schema/entry.js';
import { present } from '../../schema/present.js';
import { PV1 } from '../formats/hl7v2/names.js';
import { first } from '../formats/hl7v2/typed.js';
import { one, type About } from './reading.js';
import { put } from './statements.js';
import { code, date, named } from './values.js';
import { specialty, type Visit } from './visit.js';
import { ZU1 } from './zu.js';

/** The referral that a visit follows (ZU1-13, 15–17, referrer PV1-8), where the sender gives its dates. */
export function visitReferral(about: About, visit: Visit): Statement[] {
  const zu1 = one(about, 'ZU1');
  const referredAt = date(about, zu1, ZU1.ReferralDate) ?? date(about, zu1, ZU1.ReferralReceivedDate);
  if (referredAt === undefined) return [];
  const referrer = named(first(visit.pv1, PV1.ReferringDoctor));
  return [
    put(about, 'referralDetails', `${visit.key}:referral`, {
      date: referredAt,
      referrerDetails: present({ name: referrer?.name, role: code(about, zu1, ZU1.SourceOfReferral, 'sourceOfReferral') }),
      referralMethod: code(about, zu1, ZU1.ReferralMethod, 'referralMethod'),
      referralTo: present({ specialty: specialty(about, visit) }),
    }),
  ];
}
