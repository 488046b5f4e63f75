import { child } from '../../formats/xml/query.js';
import { draft } from '../drafts.js';
import { coded, textOnly } from '../values/coded.js';
import type { WordsReader } from './reader.js';

/** A clinical impression in words. */
export const formulationWords: WordsReader = (section, source, text) => [
  draft('formulation', section, {
    narrative: text,
    date: source.writtenAt,
    formulation: text,
    personCompletingRecord: source.author,
  }),
];

/** Alerts in words. */
export const alertWords: WordsReader = (section, source, text) => [
  draft('alerts', section, { narrative: text, alert: text, personCompletingRecord: source.author }),
];

/** Safeguarding concerns in words. */
export const safeguardingWords: WordsReader = (section, source, text) => [
  draft('safeguarding', section, {
    narrative: text,
    safeguardingConcerns: { safeguardingConcerns: textOnly(text), personCompletingRecord: source.author },
  }),
];

/** Legal information in words, and consent to sharing in words. */
export const consentWords: WordsReader = (section, source, text) => [
  draft('legalInformation', section, {
    narrative: text,
    consentForInformationSharing: {
      date: source.writtenAt,
      consentForInformationSharing: text,
      personCompletingRecord: source.author,
    },
  }),
];

/** Legal information of any kind in words. */
export const legalWords: WordsReader = (section, _source, text) => [draft('legalInformation', section, { narrative: text })];

/** A reason for referral in words. */
export const referralWords: WordsReader = (section, source, text) => [
  draft('referralDetails', section, { narrative: text, date: source.writtenAt, reasonForReferral: textOnly(text) }),
];

/** Participation in research in words. */
export const researchWords: WordsReader = (section, source, text) => [
  draft('participationInResearch', section, {
    narrative: text,
    nameOfResearchStudy: text,
    personCompletingRecord: source.author,
  }),
];

/** An appointment in words: its date is in them, and is not guessed from them. */
export const appointmentWords: WordsReader = (section, source, text) => [
  draft('futureAppointments', section, { narrative: text, service: coded(child(section, 'code'), source) }),
];

/** Professionals to contact, in words. */
export const contactWords: WordsReader = (section, _source, text) => [
  draft('professionalContacts', section, { narrative: text, contactDetails: [text] }),
];
