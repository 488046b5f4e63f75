/** Messages about what is highly sensitive (R22), in every shape in which they could slip through. */
import { daysAgo, dischargeSummary, hl7, homeCare, pid, sectionOf } from './feed-messages.js';

const visitOf = (number: string, specialty: string, clinic = 'Clinic 1A') =>
  `PV1|1|O|${clinic}^^^RGT01||||C9999901^Testwell^Theo^^^Dr^^^GMC|||${specialty}|||||||||${number}^^^RGT^VN|||||||||||||||||||||||||${daysAgo(9)}1000`;

/** Pregnant, as social history says it. */
const pregnancy = sectionOf('29762-2', 'Social history', 'Asks for a termination of pregnancy').replace(
  '</section>',
  `<entry><observation classCode="OBS" moodCode="EVN"><code code="82810-3" codeSystem="2.16.840.1.113883.6.1"/><statusCode code="completed"/><effectiveTime value="${daysAgo(5)}"/><value xsi:type="CD" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" code="77386006" codeSystem="2.16.840.1.113883.6.96" displayName="Pregnant"><originalText>Pregnant, for termination of pregnancy</originalText></value></observation></entry></section>`,
);

/** Sexual health, fertility treatment, gender reassignment and termination, of partners of every kind. */
export const sensitive = (of: string): readonly string[] => [
  hl7('hospital', 'ADT^A04', [
    pid(of),
    visitOf('VS1', '360'),
    `DG1|1||8098009^Sexually transmitted infectious disease^SCT||${daysAgo(9)}|F`,
  ]),
  hl7('hospital', 'ADT^A04', [
    pid(of),
    visitOf('VS2', '360'),
    `PR1|1||386639001^Termination of pregnancy^SCT||${daysAgo(9)}1100|D`,
  ]),
  // Nothing coded: the words of the clinic are all there is.
  hl7('hospital', 'ADT^A04', [pid(of), visitOf('VS4', '', 'Sexual Health Clinic')]),
  hl7('laboratory', 'ORU^R01', [
    pid(of),
    `OBR|1|PS1^PAS|LS1^LIMS|8098009^Sexually transmitted infectious disease^SCT|||${daysAgo(8)}0830|||||||||||||||${daysAgo(8)}1200|||F`,
    `OBX|1|TX|8098009^Sexually transmitted infectious disease^SCT||Detected||||||F`,
  ]),
  hl7('hospital', 'MDM^T02', [
    pid(of),
    visitOf('VS1', '360'),
    `TXA|1|CN^Outpatient letter|TX|${daysAgo(8)}1600||||||||DOC-S1^PAS|||||AU|U|AV`,
    'OBX|1|TX|L^Letter||Seen in the gender identity clinic.||||||F',
  ]),
  hl7('hospital', 'RDE^O11', [
    pid(of),
    `ORC|NW|RX-S1^PAS|||||||${daysAgo(8)}135500|||C9999902^Mockford^Mina^^^Dr^^^GMC`,
    `RXE|^BD^D7^${daysAgo(8)}1800|99^Emtricitabine 200mg tablets^L|200||mg`,
    'RXR|26643006^Oral route^SCT',
  ]),
  hl7('hospital', 'SIU^S12', [
    `SCH|PS77^PAS|FS77^PAS||||ROUTINE^Routine|F/U^Follow-up|NORMAL^Normal|20|min|^^20^${daysAgo(-20)}100000|||||||||||||||BOOKED^Booked`,
    pid(of),
    visitOf('VS3', '360'),
    'RGS|1',
    `AIS|1|A|63487001^Assisted fertilization^SCT|${daysAgo(-20)}100000|||20|min`,
    'AIL|1|A|Clinic 1A^^^RGT01',
  ]),
  hl7('granta', 'VXU^V04', [
    pid(of),
    `ORC|RE||V-S1^GP`,
    `RXA|0|1|${daysAgo(12)}|${daysAgo(12)}|999000000000101^Vaccine of a sexual-health clinic^SCT|0.5|mL`,
  ]),
  hl7('granta', 'ADT^A31', [
    pid(of),
    'PV1|1|N',
    `AL1|1|DA|999000000000110^Medicine of a sexual-health clinic^SCT|MO|Rash|${daysAgo(400)}`,
  ]),
  homeCare(of).replace('01/07/2025', '01/08/2025').replace('Home support or domiciliary care', 'Gender identity clinic support'),
  hl7('granta', 'REF^I12', [
    `RF1|P^Pending|R^Routine|502^Gynaecology||O^Outpatient|R-S1^GP|${daysAgo(10)}`,
    'PRD|RP^Referring provider|SAMPLE^Gwen^^^Dr||^^^Y99901',
    'PRD|RT^Referred-to provider|||^^^RGT^^^^^Fertility Clinic',
    pid(of),
    `DG1|1||63487001^Assisted fertilization^SCT||${daysAgo(10)}`,
  ]),
  // A letter of which a pregnancy is all, and only the words tell what it is about.
  dischargeSummary(of, pregnancy)
    .replace('7c000000', '7c999999')
    .replace(/<component><section>\s*<code code="887161000000102"[\s\S]*?(?=<component><section><code code="29762-2")/, ''),
];
