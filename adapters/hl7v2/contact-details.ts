import type { Body } from '../../schema/entry.js';
import { present } from '../../schema/present.js';
import { codeLists, displayOf, type CodeListName } from '../../schema/code-lists.js';
import type { CodedOrText, Coding } from '../../schema/prsb.generated.js';
import type { Repetition, Segment } from '../formats/hl7v2/message.js';
import { PID } from '../formats/hl7v2/names.js';
import { isNull } from '../formats/hl7v2/typed.js';
import { telecom } from './names-and-places.js';

type Details = NonNullable<Body<'personDemographics'>['personsContactDetails']>;

/**
 * PID-13 and PID-14 together: PRSB holds home, work and mobile numbers in one group, so a message
 * that sends either gives all there is now. Null when what was sent is HL7 null only.
 */
export function contactDetails(pid: Segment): Details | null | undefined {
  const sent = [...pid.field(PID.PhoneNumberHome), ...pid.field(PID.PhoneNumberBusiness)];
  const ways = sent.flatMap((repetition) => {
    const way = telecom(repetition);
    return way === undefined ? [] : [{ ...way, type: typeOf(repetition) }];
  });
  const anyNull = isNull(pid, PID.PhoneNumberHome) || isNull(pid, PID.PhoneNumberBusiness);
  if (ways.length === 0) return anyNull ? null : undefined;
  return present({
    personsTelephoneNumberDetails: ways
      .filter(({ isEmail }) => !isEmail)
      .map(({ value, type }) => ({ personsTelephoneNumber: value, ...(type ? { personsTelephoneNumberType: type } : {}) })),
    personsEmailAddressDetails: ways
      .filter(({ isEmail }) => isEmail)
      .map(({ value, type }) => ({ personsEmailAddress: value, ...(type ? { personsEmailAddressType: type } : {}) })),
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
