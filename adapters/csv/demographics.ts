import { codeLists } from '../../schema/code-lists.js';
import type { Body } from '../../schema/entry.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { present } from '../../schema/present.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import { ethnicityOf } from './ethnicity.js';
import { folded } from './header.js';
import type { RowReader } from './row.js';
import { words } from './statements.js';

export type Demographics = Partial<Body<'personDemographics'>>;

const genderCodes = new Map<string, keyof typeof codeLists.statedGender.values>([
  ['male', '1'],
  ['1', '1'],
  ['female', '2'],
  ['2', '2'],
  ['unknown', 'X'],
  ['notknown', 'X'],
  ['x', 'X'],
]);
/** Person stated gender, with its national code where the words have one. */
export function genderOf(text: string | undefined): CodedOrText | undefined {
  const code = text === undefined ? undefined : genderCodes.get(folded(text));
  if (code === undefined) return words(text);
  const { system, values } = codeLists.statedGender;
  return { coding: [{ code, system, display: values[code] }], text: text === code ? values[code] : text };
}

/** Demographics in the columns of Client Level Data and of the person index. */
export function demographicsIn(row: RowReader, receivedDay: string): Demographics {
  const dateOfDeath = pastDay(row, 'Date_of_Death', receivedDay);
  const postcode = row.text('Postcode');
  return {
    personName: present({
      title: row.text('Title'),
      personFirstName: list(row.text('First_Name', 'Given_Name', 'Forename')),
      personFamilyName: list(row.text('Last_Name', 'Family_Name', 'Surname')),
      personFullName: row.text('Full_Name', 'Name'),
    }),
    dateOfBirth: pastDay(row, 'Date_of_Birth', receivedDay),
    dateOfDeath,
    deceased: dateOfDeath === undefined ? undefined : true,
    gender: genderOf(row.text('Gender')),
    ethnicity: ethnicityOf(row.text('Ethnicity')),
    personsAddress: postcode === undefined ? undefined : [{ postcode }],
  };
}

/** Demographics in the columns of the person index, which has room for the whole name and address. */
export function indexedDemographics(row: RowReader, receivedDay: string): Demographics {
  const known = demographicsIn(row, receivedDay);
  const telephone = row.text('Telephone');
  const email = row.text('Email');
  const addressType = words(row.text('Address_Type'));
  const address = present({
    addressLine1: row.text('Address_Line_1'),
    addressLine2: row.text('Address_Line_2'),
    addressLine3: row.text('Address_Line_3'),
    addressLine4: row.text('Address_Line_4'),
    addressLine5: row.text('Address_Line_5'),
    ...known.personsAddress?.[0],
    addressType,
  });
  return {
    ...known,
    personName: present({
      ...known.personName,
      personPreferredName: row.text('Preferred_Name'),
      personNameSuffix: list(row.text('Name_Suffix')),
    }),
    personsAddress: address === undefined ? undefined : [address],
    personsContactDetails: present({
      preferredContactMethod: words(row.text('Preferred_Contact_Method')),
      otherContactInformation: row.text('Other_Contact_Information'),
      personsTelephoneNumberDetails:
        telephone === undefined
          ? undefined
          : [{ personsTelephoneNumber: telephone, personsTelephoneNumberType: words(row.text('Telephone_Type')) }],
      personsEmailAddressDetails:
        email === undefined
          ? undefined
          : [{ personsEmailAddress: email, personsEmailAddressType: words(row.text('Email_Type')) }],
    }),
  };
}

/** A day that cannot lie ahead of the receipt of the file; one that does is refused. */
export function pastDay(row: RowReader, column: string, receivedDay: string): PartialDateTime | undefined {
  const day = row.day(column);
  if (day === undefined || day <= receivedDay) return day;
  row.refuse(column, 'DATE_INVALID', 'in the future');
  return undefined;
}

function list(text: string | undefined): readonly string[] | undefined {
  return text === undefined ? undefined : [text];
}
