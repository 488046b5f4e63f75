import type { Reason } from './reason.js';
import { visitReasons } from './reasons-hl7v2-visits.js';
import { orderReasons } from './reasons-hl7v2-orders.js';
import { because } from './reasons-hl7v2-fields.js';

/** Messages that describe a person as they are now; in all others PID and PD1 only say whom it is about. */
const notAboutPerson = /^(?!ADT)|^ADT\^(?:A24|A29|A34|A36|A37|A39|A40|A42|A43|A44|A45|A47|A49|A50|A51)$/;

const person: readonly Reason[] = [
  because(
    'here only to say whom the message is about: people are described by messages about them (ADT)',
    'PID PD1',
    notAboutPerson,
  ),
  because('not supported in the UK (HL7 UK A.3)', 'PID-2 PID-10 PID-12 PID-27 PID-35 PID-36 PID-37 PID-38 PID-39'),
  because('a temporary number, good for one system only', 'PID-4'),
  because('another person’s name or number', 'PID-6 PID-21'),
  because('an earlier or other name is a repetition of PID-5 in the UK, with its type', 'PID-9'),
  because('the type of a name that is not a preferred one', 'PID-5.7'),
  because('whom to bill, or papers of other authorities: not needed to give care', 'PID-18 PID-19 PID-20'),
  because('no PRSB element: twins are told by their own identifiers', 'PID-24 PID-25'),
  because('no PRSB element: nationality is not needed to give care', 'PID-26 PID-28'),
  because('when and where the sender last changed its record; the message says when it was recorded', 'PID-33 PID-34'),
  because('a list of numbers that repeats PID-13 and PID-14 (HL7 2.7)', 'PID-40'),
  because('household and schooling as the sender lists them for its own statistics', 'PD1-1 PD1-2 PD1-5 PD1-9'),
  because('other records of the same person are linked by A24 and A40 only', 'PD1-10'),
  because('wishes about publicity and mailings of one sender', 'PD1-11 PD1-18'),
  because('the place of worship of one sender’s list', 'PD1-14'),
  because('where a language has more codes, the first is shown', 'PID-15'),
  because('state of a US immunisation registry', 'PD1-16 PD1-17'),
  because('military service as US senders list it', 'PD1-19 PD1-20 PD1-21'),
  because('the key by which the merge finds its record is MRG-1; the rest repeats PID', 'MRG-2 MRG-3 MRG-4 MRG-5 MRG-6 MRG-7'),
  because('visits are merged, not people: the person is PID-3', 'MRG-1', /^ADT\^(?:A42|A45|A50)$/),
];

const contacts: readonly Reason[] = [
  because('the contact has ended (NK1-9), and is none any longer', 'NK1-7', /^ADT/),
  because('PRSB’s personal contact has name, relationship, role and ways to reach them', 'NK1-4 NK1-8 NK1-9 NK1-10 NK1-11'),
  because(
    'more about another person than is needed to reach them',
    'NK1-14 NK1-15 NK1-16 NK1-17 NK1-18 NK1-19 NK1-20 NK1-21 NK1-24',
  ),
  because(
    'more about another person than is needed to reach them',
    'NK1-25 NK1-26 NK1-27 NK1-28 NK1-33 NK1-34 NK1-35 NK1-36 NK1-37 NK1-38',
  ),
  because(
    'the organisation of a contact, and whom to ask there: PRSB’s personal contacts are people',
    'NK1-12 NK1-13 NK1-30 NK1-31 NK1-32',
  ),
  because('a list of numbers that repeats NK1-5 and NK1-6 (HL7 2.7)', 'NK1-40 NK1-41'),
  because('kind and equipment of a number: PRSB’s personal contact takes the number', 'NK1-5.2 NK1-5.3 NK1-6.2 NK1-6.3'),
];

const steering: readonly Reason[] = [
  because('who typed it in, and why the system sent it: no part of the care', 'EVN-4 EVN-5 EVN-7'),
  because('when the event is planned for stands with the visit', 'EVN-3'),
  because('which software sent it', 'SFT UAC'),
  because('an answer about another message', 'MSA ERR QRD QRF QAK QPD'),
];

const notEnglish: readonly Reason[] = [
  because('who pays, and what it costs: not needed to give care', 'FT1 GT1 IN1 IN2 IN3 UB1 UB2 DRG BLG ACC AUT PSL PSG PSS CDO'),
  because('people in further roles; the UK profile names them in PV1, OBR, ORC, TXA and AIP instead', 'ROL PRT CTD'),
  because('not in the UK profile: dissent and hiding come as ZU8, sensitivity by its codes', 'ARV CON'),
  because('not in the UK profile: disability comes as an individual requirement by CDA or from a council', 'DB1'),
  because('not in the UK profile: research comes as a section of CDA', 'CTI CSR CSP CSS'),
  because('a post-mortem and its authorisation: not for direct care', 'PDA'),
  because('stock and containers of the laboratory', 'INV SAC SID TCC'),
];

const nationalReturns: readonly Reason[] = [
  because('waiting list, contracts and census: statistical returns', 'ZU4 ZU5'),
  because('augmented care periods of the old return', 'ZU2'),
  because('management and coding state of the stay: returns, not care', 'ZU1-1 ZU1-2 ZU1-3 ZU1-9 ZU1-14 ZU1-19'),
  because('episodes within a stay are counted for returns; the stay itself is shown', 'ZU1-4 ZU1-5'),
  because('psychiatric census items: statistical return', 'ZU1-20 ZU1-21'),
  because('borrowed beds: bed management', 'ZU1-25 ZU1-26'),
  because('sexual orientation has no PRSB element', 'ZU8-1'),
  because('transport, diary and class of a clinic: running it, not care', 'ZU3-2 ZU3-5 ZU3-6 ZU3-7'),
];

/** Segments, fields and components of HL7 v2 of which nothing is shown. The first that fits counts. */
export const hl7v2Reasons: readonly Reason[] = [
  ...person,
  ...contacts,
  ...visitReasons,
  ...orderReasons,
  ...nationalReturns,
  ...notEnglish,
  ...steering,
];
