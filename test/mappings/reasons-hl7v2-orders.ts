import type { Reason } from './reason.js';
import { because } from './reasons-hl7v2-fields.js';

/** What stands in a message that another message says. */
const elsewhere: readonly Reason[] = [
  because('a change of status says nothing else of the document', 'TXA', /^MDM\^T(?:03|04)$/),
  because('an answer to an order repeats the order', 'OBR', /^(?:ORL|ORR|ORG|OSR)/),
  because('the system that made a file: its name is that of the observation', 'OBX-5.1 OBX-5.2', /^ADT/),
  because(
    'what was asked for: what was found and when comes with the results',
    'OBR-7 OBR-8 OBR-22 OBR-25 OBR-32',
    /^(?:OML|ORM|OMG)/,
  ),
  because(
    'each result says its own date and state (OBX-14, OBX-11); the group’s count where it does not',
    'OBR-7 OBR-25',
    /^(?:ORU|OUL)/,
  ),
  because(
    'a result that is taken back, or was another person’s, is not shown',
    'OBR-4 OBR-31 OBR-32 OBX-3 OBX-5',
    /^(?:ORU|OUL)/,
  ),
  because(
    'the order that a document answers: what was examined and why is kept with it (OBR-4, OBR-31), the rest comes with the results (ORU)',
    'ORC OBR TQ1 NTE',
    /^MDM/,
  ),
  because('the document is what its OBX-5 holds; number, name and state are those of TXA', 'OBX', /^MDM/),
  because(
    'a visit’s message may enclose orders, documents and referrals: they come with their own messages',
    'ORC OBR TQ1 TXA RF1 NTE',
    /^ADT/,
  ),
  because(
    'the message takes the visit or the person back, and what was observed with it',
    'OBX DG1 PR1 AL1',
    /^ADT\^(?:A11|A23|A27|A29|A38)$/,
  ),
  because('who typed and handled a document that came with results', 'TXA', /^(?:ORU|OUL)/),
  because(
    'how and by what an observation sent with an order was made, its specimen and timing: they come with the results (ORU)',
    'OBX SPM TQ1',
    /^(?:OML|ORM|OMG)/,
  ),
  because('the referral is cancelled: what was asked for is shown as it stood before', 'RF1 PRD NTE', /^REF\^I14$/),
  because('what was ordered and observed before the referral comes with its own messages', 'OBR OBX', /^REF/),
  because('the order of a vaccination; giving it is what is shown', 'ORC-1 ORC-5 ORC-12 ORC-15 TQ1 RXO', /^VXU/),
  because('US programmes: funding, forecasts and leaflets of a vaccination', 'OBX', /^VXU/),
  because('timing of a test or an appointment, which its own dates tell', 'TQ1', /^(?:ORU|OUL|SIU|REF)/),
  because('how and by what an observation sent with an appointment or a medicine was made', 'OBX', /^(?:SIU|RDE|RDS)/),
  because('ingredients of a mixture: the mixture is shown by its own name', 'RXC'),
  because('the medicine is stopped or changed: what was prescribed is shown as it stood before', 'RXE RXR', /^RDE/),
  because('what was supplied is shown (RXD); what was prescribed comes with RDE', 'RXE RXR RXO TQ1', /^RDS/),
  because('how much of what was asked for: what is given is in RXE', 'RXO', /^RDE/),
  because(
    'an order of a diet or of supplies is none of an investigation or medicine: no PRSB element',
    'ORC ODS RQD RQ1',
    /^ORM/,
  ),
  because('when an order takes effect is told by the entry’s own dates', 'ORC-15'),
];

/** Orders, results, medicines, vaccinations, documents and referrals. */
export const orderReasons: readonly Reason[] = [
  ...elsewhere,
  because('the order’s own numbers and states; the result says what was done for whom', 'ORC', /^(?:ORU|OUL)/),
  because(
    'numbers by which the systems know the order',
    'OBR-2 ORC-2 ORC-3 ORC-4 ORC-8 ORC-33 OBR-18 OBR-19 OBR-20 OBR-21 OBR-53',
  ),
  because(
    'steps of the order between two systems',
    'ORC-6 ORC-9 ORC-10 ORC-11 ORC-13 ORC-14 ORC-16 ORC-17 ORC-18 ORC-25 ORC-27 ORC-29 ORC-30',
  ),
  because('address and telephone of whoever ordered; name and organisation are shown', 'ORC-21 ORC-22 ORC-23 ORC-24 OBR-17'),
  because('who pays, and what it costs: not needed to give care', 'ORC-20 ORC-26 ORC-32 OBR-23'),
  because('which result or order it belongs to, in the laboratory’s numbers', 'OBR-26 OBR-29 OBR-50 OBR-51 OBR-52 OBR-54 ORC-31'),
  because('when the specimen travelled and was received: the laboratory’s work', 'OBR-14 OBR-6 OBR-36 SPM-18 SPM-19 SPM-20'),
  because(
    'how the specimen was handled and transported',
    'OBR-9 OBR-10 OBR-11 OBR-30 OBR-37 OBR-38 OBR-39 OBR-40 OBR-41 OBR-42 OBR-43',
  ),
  because(
    'how the specimen was handled and transported',
    'SPM-2 SPM-3 SPM-6 SPM-11 SPM-12 SPM-13 SPM-15 SPM-24 SPM-26 SPM-27 SPM-28 SPM-30 SPM-31 SPM-32',
  ),
  because('a quantity and timing that HL7 2.5 moved to TQ1', 'OBR-5 OBR-27 ORC-7'),
  because('who helped in the laboratory; the principal is shown', 'OBR-33 OBR-34 OBR-35'),
  because('how to hand the result on', 'OBR-28 OBR-47 OBR-48 OBR-49 OBR-46'),
  because('how and with what the laboratory measured', 'OBX-17 OBX-18 OBX-19 OBX-10 OBX-12'),
  because('numbers, access marks and kind of the laboratory’s own row', 'OBX-13 OBX-20 OBX-21 OBX-22 OBX-26 OBX-29 OBX-32'),
  because('the laboratory’s address and director; the performing organisation is named', 'OBX-24 OBX-25'),
  because('who wrote the note, and of what kind: its words are shown', 'NTE-2 NTE-4 NTE-5 NTE-6 NTE-7 NTE-8'),
  because(
    'functional type, minutes and priority of a procedure: theatre management',
    'PR1-2 PR1-6 PR1-7 PR1-10 PR1-14 PR1-19 PR1-20 PR1-25',
  ),
  because('US groupings by which stays are billed', 'DG1-2 DG1-7 DG1-8 DG1-9 DG1-10 DG1-11 DG1-12 DG1-13 DG1-14 PR1-17'),
  because('the sender’s own row number and times of a diagnosis', 'DG1-19 DG1-20 DG1-21 DG1-22'),
  because('the sender’s counters of doses', 'RXA-1 RXA-2 RXD-1 RXE-12 RXE-13 RXE-16 RXE-17 RXD-8 RXD-7'),
  because('when the batch expires is for the store that holds it', 'RXA-16 RXD-19'),
  because('start and end of giving a vaccine are one moment', 'RXA-4'),
  because('address of the place; its name is shown', 'RXA-28 RXD-31 RXE-41 RXE-43 RXO-33 RXO-35'),
  because(
    'the pharmacy’s work: where to deliver, package, refills, checks',
    'RXE-8 RXE-9 RXE-14 RXE-15 RXE-18 RXE-20 RXE-28 RXE-29 RXE-30 RXE-31',
  ),
  because(
    'the pharmacy’s work: where to deliver, package, refills, checks',
    'RXE-35 RXE-36 RXE-37 RXE-38 RXE-39 RXE-40 RXE-42 RXE-44 RXE-45',
  ),
  because(
    'the pharmacy’s work: where to deliver, package, refills, checks',
    'RXD-11 RXD-13 RXD-14 RXD-22 RXD-23 RXD-24 RXD-25 RXD-26 RXD-27 RXD-30 RXD-32 RXD-33 RXD-34 RXD-35',
  ),
  because(
    'the pharmacy’s work: where to deliver, package, refills, checks',
    'RXO-8 RXO-9 RXO-13 RXO-14 RXO-15 RXO-16 RXO-27 RXO-28 RXO-29 RXO-30 RXO-32 RXO-34 RXO-36',
  ),
  because('numbers and states of the sender’s document', 'TXA-3 TXA-14 TXA-15 TXA-16 TXA-20 TXA-21 TXA-24'),
  because('who typed and when; author and date of the activity are shown', 'TXA-6 TXA-7 TXA-8 TXA-11'),
  because('the document is taken back whole', 'TXA OBX', /^MDM\^T11$/),
  because('status, category and validity of the referral in the sender’s system', 'RF1-5 RF1-8 RF1-9 RF1-12'),
  because(
    'addresses and ways to reach a professional; name, role and organisation are shown',
    'PRD-3 PRD-4 PRD-6 PRD-8 PRD-9 PRD-11 PRD-12 PRD-13 PRD-14',
  ),
  because('when the list was changed; when the problem began and ended is shown', 'PRB-2 PRB-8 PRB-15'),
  because('who gives the anaesthetic, and what it is for: the performing professional is shown', 'PR1-8 PR1-12 PR1-15 PR1-23'),
  because('who made the observation on whose behalf', 'OBX-15'),
];
