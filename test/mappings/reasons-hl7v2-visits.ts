import type { Reason } from './reason.js';
import { because } from './reasons-hl7v2-fields.js';

const takesBack = /^ADT\^(?:A11|A12|A13|A23|A25|A26|A27|A32|A33|A38|A52|A53)$/;
const personOnly = /^ADT\^(?:A24|A28|A29|A31|A34|A36|A37|A39|A40|A47|A60)$/;

/** PV1, PV2 and the appointments' segments. */
export const visitReasons: readonly Reason[] = [
  because('the visit is described by its own messages (ADT); here it is only named', 'PV1 PV2', /^(?!ADT|SIU|REF|RRI)/),
  because('the appointment is described by SCH and AIS to AIP; the visit comes with its own messages (ADT)', 'PV1 PV2', /^SIU/),
  because('the referral is described by RF1 and PRD', 'PV1 PV2', /^(?:REF|RRI)/),
  because('the message is about the person, not about a visit', 'PV1 PV2', personOnly),
  because('the message takes the visit or one step of it back: what it was is shown as it stood before', 'PV1 PV2', takesBack),
  because(
    'the message says one step of the visit (a move, arrival, leave, expected end): other changes need an A08 (HL7 UK A.3)',
    'PV1 PV2',
    /^ADT\^(?:A02|A09|A10|A15|A16|A21|A22)$/,
  ),
  because('counts once the person is admitted', 'PV1-4 PV1-14', /^ADT\^(?:A05|A14)$/),
  because('counts at discharge', 'PV1-36 PV1-37 PV1-45', /^ADT/),
  because('how the person came has no PRSB element', 'PV2-38'),
  because('another team’s professionals at the visit: the responsible one is shown', 'PV1-52'),
  because('the specialty of the visit is PV1-10', 'ZU1-6 ZU1-7'),
  because('first attendance and type of appointment: statistical returns', 'ZU3-8 ZU3-12'),
  because('clinic and service of one sender', 'PV1-39 PV2-23 PV2-40'),
  because('kinds of risk and state that one sender marks by codes of its own', 'PV1-15 PV2-42'),
  because('the message’s event says the state: booked, moved, cancelled, not attended', 'SCH-25'),
  because('the kind of appointment has no PRSB element', 'SCH-8'),
  because('the appointment was not attended: nobody saw the person', 'AIS AIG AIL AIP', /^SIU\^S26$/),
  because('where the person was before the move; each place is known from the message of its own move', 'PV1-6 PV1-43'),
  because('temporary and pending places, and what becomes of the bed: bed management', 'PV1-5 PV1-11 PV1-40 PV1-42 PV2-1 PV2-2'),
  because('the sender’s own kind of patient', 'PV1-18 PV1-12 PV1-13 PV1-15'),
  because(
    'who pays, and what it costs: not needed to give care',
    'PV1-20 PV1-21 PV1-22 PV1-23 PV1-24 PV1-25 PV1-26 PV1-27 PV1-28 PV1-29',
  ),
  because(
    'who pays, and what it costs: not needed to give care',
    'PV1-30 PV1-31 PV1-32 PV1-33 PV1-34 PV1-35 PV1-41 PV1-46 PV1-47 PV1-48 PV1-49',
  ),
  because('catering', 'PV1-38'),
  because('other numbers of the same visit; the visit number tells it apart', 'PV1-50 PV1-54 PV1-53'),
  because('states of the sender’s visit record', 'PV1-51 PV2-7 PV2-16 PV2-17 PV2-19 PV2-24 PV2-46'),
  because('valuables and money', 'PV2-5 PV2-6 PV2-20 PV2-28 PV2-30 PV2-32'),
  because('how long a stay was is told by its two dates', 'PV2-10 PV2-11'),
  because('steps of the order that made the visit', 'PV2-25 PV2-31 PV2-33'),
  because(
    'numbers by which the placer’s system knows the appointment; the filler’s tells it apart',
    'SCH-1 SCH-3 SCH-4 SCH-5 SCH-23 SCH-24 SCH-26 SCH-27',
  ),
  because(
    'how long it lasts: PRSB’s appointment has a date, and the end where it is sent',
    'SCH-9 SCH-10 SCH-11 AIS-7 AIS-8 AIG-11 AIG-12 AIL-9 AIL-10 AIP-9 AIP-10',
  ),
  because('why the timetable changed: running the clinic, not care', 'SCH-6'),
  because(
    'the clinic’s contact for the booking, and who typed it in',
    'SCH-12 SCH-13 SCH-14 SCH-15 SCH-16 SCH-17 SCH-18 SCH-19 SCH-20 SCH-21 SCH-22',
  ),
  because(
    'what to do with a resource, its group and supplements: running the clinic, not care',
    'RGS AIS-2 AIS-11 AIS-12 AIG-2 AIG-5 AIG-6 AIG-7 AIL-2 AIL-4 AIL-5 AIP-2 AIP-5',
  ),
  because(
    'each resource repeats the start; the appointment’s is shown',
    'AIS-4 AIS-5 AIS-6 AIG-8 AIG-9 AIG-10 AIL-6 AIL-7 AIL-8 AIP-6 AIP-7 AIP-8',
  ),
  because(
    'whether a resource may be replaced, and its booking state; the appointment’s own state is shown',
    'AIS-9 AIS-10 AIG-13 AIG-14 AIL-11 AIL-12 AIP-11 AIP-12',
  ),
  because(
    'the appointment is cancelled: it is taken back whole, whatever was booked for it',
    'SCH AIS AIG AIL AIP NTE',
    /^SIU\^(?:S15|S17)$/,
  ),
  because('taken off the appointment, so no longer part of it', 'AIS AIG AIL AIP', /^SIU\^(?:S20|S21|S22)$/),
  because('of several resources of one kind the first that is booked is shown', 'AIS-3 AIG-3 AIG-4 AIL-3 AIP-3 AIP-4', /^SIU/),
];
