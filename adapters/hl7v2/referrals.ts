import type { Body, Statement } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import { present } from '../../schema/present.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import type { Repetition, Segment } from '../formats/hl7v2/message.js';
import { PRD, RF1 } from '../formats/hl7v2/names.js';
import { first, personName, text } from '../formats/hl7v2/typed.js';
import { person } from './adt.js';
import { allergiesAlong } from './brought-along.js';
import { diagnoses } from './diagnoses.js';
import { identityIn, linksOf, nhsNumberStatusIn } from './identity.js';
import { isOdsCode, organisation, organisationCode, telecom } from './names-and-places.js';
import { commentsOf } from './notes.js';
import { orderGroups } from './order-groups.js';
import { procedures } from './procedures.js';
import { every, one, type About, type Reading } from './reading.js';
import { resultsOf } from './results.js';
import { unique } from './snapshot-lists.js';
import { involve, patch, put, retract } from './statements.js';
import { code, date, entityKey, listed, recognisedBy, words } from './values.js';

/**
 * REF I12 (referral), I13 (changed) and I14 (cancelled): HL7 2.4 chapter 11. The referrer tells the
 * receiver who the person is, so the person's details are read as well, and the results sent along.
 * @throws RecordError STRUCTURE_INVALID without RF1 or its number
 */
export function referral(reading: Reading): Statement[] {
  const { about, statements } = person(reading);
  const { rf1, key } = referralOf(about);
  const uniqueKey = unique();
  // A cancelled referral takes back that the person was referred, not what the referrer knows of them.
  const referred =
    about.event === 'I14'
      ? withdrawn(about, key)
      : [put(about, 'referralDetails', key, referralBody(about, rf1)), ...involvements(about, rf1, key)];
  return [
    ...statements,
    ...referred,
    ...allergiesAlong(about),
    ...diagnoses(about, key),
    ...procedures(about, key),
    ...orderGroups(about.segments)
      .filter(({ observations }) => observations.length > 0)
      .flatMap((group) => resultsOf(about, group, uniqueKey)),
  ];
}

/**
 * RRI I12, I13 and I14: whoever was asked answers a referral. What it says is kept beside the referrer's own entry, as
 * each partner speaks for itself.
 * @throws RecordError STRUCTURE_INVALID without RF1 or its number
 */
export function referralAnswered(reading: Reading): Statement[] {
  const identity = identityIn(reading, one(reading, 'PID'));
  const about: About = { ...reading, subject: identity.subject };
  const { rf1, key } = referralOf(about);
  const links = linksOf(identity, nhsNumberStatusIn(reading));
  if (about.event === 'I14') return [...links, retract(about, 'referralDetails', key, 'cancelled')];
  const reasonForReferral = code(about, rf1, RF1.ReferralReason, 'referralReason');
  const changes = { ...referralBody(about, rf1), reasonForReferral, narrative: notesOf(about) };
  return [...links, patch(about, 'referralDetails', key, changes)];
}

function referralOf(about: About): { readonly rf1: Segment; readonly key: string } {
  const rf1 = one(about, 'RF1');
  if (rf1 === undefined) throw new RecordError('STRUCTURE_INVALID', { location: 'RF1' });
  const number =
    entityKey(first(rf1, RF1.OriginatingReferralIdentifier)) ?? entityKey(first(rf1, RF1.ExternalReferralIdentifier));
  if (number === undefined) throw new RecordError('STRUCTURE_INVALID', { location: 'RF1-6' });
  return { rf1, key: `referral:${number}` };
}

function referralBody(about: About, rf1: Segment): Body<'referralDetails'> {
  const urgency = listed(about, rf1, RF1.ReferralPriority, 'referralPriority');
  const from = provider(about, 'RP');
  const to = provider(about, 'RT');
  const notes = notesOf(about);
  const reason = code(about, rf1, RF1.ReferralReason, 'referralReason');
  return {
    date: date(about, rf1, RF1.EffectiveDate) ?? date(about, rf1, RF1.ProcessDate) ?? about.statedAt,
    referrerDetails: from && details(about, from),
    referralTo: to && { ...details(about, to), ...serviceOf(about, rf1) },
    reasonForReferral: reason ?? words(notes),
    narrative: reason === undefined ? undefined : notes,
    clinicalUrgencyOfReferral: urgency && { urgency },
    referralType: text(rf1, RF1.ReferralType, 2) ?? text(rf1, RF1.ReferralType),
    referralIdentifier: text(rf1, RF1.OriginatingReferralIdentifier) ?? text(rf1, RF1.ExternalReferralIdentifier),
    referralStatus: listed(about, rf1, RF1.ReferralStatus, 'referralStatus'),
    referralCriteria: text(rf1, RF1.ReferralCategory, 2),
  };
}

/** The specialty asked for stands in the type of referral where it is a treatment function. */
function serviceOf(about: About, rf1: Segment) {
  const type = listed(about, rf1, RF1.ReferralType, 'treatmentFunction');
  return type?.coding.some((coding) => coding.system?.startsWith('NHSDD')) ? { specialty: type } : {};
}

function provider(about: About, role: string): Segment | undefined {
  return every(about, 'PRD').find((prd) => prd.field(PRD.ProviderRole).some((repetition) => repetition.text()?.trim() === role));
}

function details(about: About, prd: Segment) {
  const contact = prd.field(PRD.ProviderCommunicationInformation).flatMap((way) => telecom(way)?.value ?? []);
  return (
    present({
      name: personName(first(prd, PRD.ProviderName))?.display,
      organisation: organisationIn(prd),
      role: code(about, prd, PRD.ProviderRole, 'providerRole'),
      contactDetails: contact.join(', '),
    }) ?? {}
  );
}

function organisationIn(prd: Segment): CodedOrText | undefined {
  const name = first(prd, PRD.ProviderOrganizationNameAndIdentifier)?.text(1);
  return organisation(organisationOfProvider(prd), name ?? facilityName(first(prd, PRD.ProviderLocation)));
}

/** PRD-10 where the sender has it (2.6 on), else the facility of the provider's location PRD-4.4. */
function organisationOfProvider(prd: Segment): string | undefined {
  const facility = first(prd, PRD.ProviderLocation)?.text(4)?.trim();
  return organisationCode(first(prd, PRD.ProviderOrganizationNameAndIdentifier)) ?? (isOdsCode(facility) ? facility : undefined);
}

function facilityName(site: Repetition | undefined): string | undefined {
  const facility = site?.text(4)?.trim();
  return site?.text(9) ?? site?.text(1) ?? (isOdsCode(facility) ? undefined : facility);
}

/** Both ends of the referral take part in the person's care: the sender, and whom it asks. */
function involvements(about: About, rf1: Segment, key: string): Statement[] {
  const from = date(about, rf1, RF1.EffectiveDate) ?? about.statedAt;
  const until = date(about, rf1, RF1.ExpirationDate);
  const to = provider(about, 'RT');
  const asked = to && organisationOfProvider(to);
  const codes = recognisedBy(
    code(about, rf1, RF1.ReferralType, 'specialty'),
    code(about, rf1, RF1.ReferralReason, 'referralReason') ?? words(notesOf(about)),
    to && organisationIn(to),
  );
  const shared = { kind: 'referral', from, until, codes } as const;
  const own = involve(about, 'put', `${key}:from`, { ...shared, organisation: about.partner });
  return asked === undefined || asked === about.partner
    ? [own]
    : [own, involve(about, 'put', `${key}:to`, { ...shared, organisation: asked })];
}

function withdrawn(about: About, key: string): Statement[] {
  return [
    retract(about, 'referralDetails', key, 'cancelled'),
    involve(about, 'retract', `${key}:from`, { kind: 'referral' }),
    involve(about, 'retract', `${key}:to`, { kind: 'referral' }),
  ];
}

/** Notes that no order or result of the message has: those of the referral as a whole. */
function notesOf(about: About): string | undefined {
  const ofOrders = orderGroups(about.segments).flatMap(({ notes, observations }) => [
    ...notes,
    ...observations.flatMap((observation) => observation.notes),
  ]);
  return commentsOf(every(about, 'NTE').filter((note) => !ofOrders.includes(note))).join('\n') || undefined;
}
