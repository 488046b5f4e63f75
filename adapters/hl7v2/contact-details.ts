import type { NestedChange } from '../../schema/entry.js';
import { codeLists, displayOf, type CodeListName } from '../../schema/code-lists.js';
import type { CodedOrText, Coding } from '../../schema/prsb.generated.js';
import type { Repetition, Segment } from '../formats/hl7v2/message.js';
import { PID } from '../formats/hl7v2/names.js';
import { telecom } from './names-and-places.js';

const numbers = 'personsContactDetails.personsTelephoneNumberDetails';
const emails = 'personsContactDetails.personsEmailAddressDetails';
export const contactPaths = [numbers, emails] as const;

/**
 * PRSB holds home, work and mobile numbers in one group. Each of PID-13 and PID-14 is a snapshot of its own
 * (HL7 UK A.3 §2.3.3): the one that is sent replaces what it said before, and leaves what the other says.
 */
export function contactDetails(pid: Segment): NestedChange[] {
  return [PID.PhoneNumberHome, PID.PhoneNumberBusiness].flatMap((number) => {
    const sent = pid.field(number);
    if (sent.length === 0) return [];
    const part = `PID-${number}`;
    const ways = sent.flatMap((repetition) => {
      const way = telecom(repetition);
      return way === undefined ? [] : [{ ...way, type: typeOf(repetition) }];
    });
    const phones = ways
      .filter(({ isEmail }) => !isEmail)
      .map(({ value, type }) => ({ personsTelephoneNumber: value, ...(type ? { personsTelephoneNumberType: type } : {}) }));
    const addresses = ways
      .filter(({ isEmail }) => isEmail)
      .map(({ value, type }) => ({ personsEmailAddress: value, ...(type ? { personsEmailAddressType: type } : {}) }));
    return [
      { path: numbers, part, value: phones },
      { path: emails, part, value: addresses },
    ];
  });
}

/** Use (XTN-2) and equipment (XTN-3), for example work number and mobile phone. */
function typeOf(repetition: Repetition): CodedOrText | undefined {
  const coding = [codingOf(repetition.text(2), 'telecomUse'), codingOf(repetition.text(3), 'telecomEquipment')].filter(
    (code) => code !== undefined,
  );
  if (coding.length === 0) return undefined;
  return { coding, text: coding.map(({ display, code }) => display ?? code).join(', ') };
}

function codingOf(sent: string | undefined, list: CodeListName): Coding | undefined {
  const code = sent?.trim();
  if (!code) return undefined;
  const display = displayOf(list, code);
  return display === undefined ? { code } : { code, system: codeLists[list].system, display };
}
