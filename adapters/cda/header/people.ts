import type { Statement } from '../../../schema/entry.js';
import type { CodedOrText } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children, path } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { organisation, organisationElement, personName, professional, roleOf } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { coded, said, spoken } from '../values/coded.js';
import { odsCodeOf } from '../values/identifiers.js';
import { nameOf } from '../values/names.js';
import { addressText, telecoms } from '../values/places.js';
import { span } from '../values/times.js';
import type { Identity } from './identity.js';

/** HL7 v3 role classes of people in somebody's life (RoleClassPersonal and the like). */
const personalClasses: Readonly<Record<string, string>> = {
  NOK: 'Next of kin',
  ECON: 'Emergency contact',
  GUARD: 'Guardian',
  GUAR: 'Guarantor',
  PRS: 'Personal relationship',
  CAREGIVER: 'Carer',
  CIT: 'Citizen',
  AGNT: 'Agent',
  QUAL: 'Qualified person',
};
const notPeopleOfTheirs = new Set(['GUAR', 'QUAL']);

/** Family, friends, carers and guardians that the header names. */
export function personalContacts(identity: Identity, source: Source): readonly Draft[] {
  const guardians = children(child(identity.patientRole, 'patient'), 'guardian').flatMap((each) =>
    contact(each, nameOf(child(each, 'guardianPerson'), source), 'GUARD', source),
  );
  const others = [
    ...children(source.document, 'participant').map((each) => child(each, 'associatedEntity')),
    ...children(source.document, 'informant').map((each) => child(each, 'relatedEntity')),
  ].flatMap((role) => {
    const kind = said(role, 'classCode') ?? '';
    if (role === undefined || personalClasses[kind] === undefined || notPeopleOfTheirs.has(kind)) return [];
    return contact(role, personName(role, source), kind, source);
  });
  return [...guardians, ...others];
}

function contact(role: XmlElement, name: string | undefined, kind: string, source: Source): readonly Draft[] {
  const relationship = coded(child(role, 'code'), source);
  const reach = [...telecoms(role, source).map((each) => each.value), addressText(child(role, 'addr'), source)].filter(
    (each) => each !== undefined,
  );
  if (name === undefined && reach.length === 0) return [];
  markRead(source, role);
  return [
    draft('personalContacts', role, { name, relationship, relationshipType: personalClasses[kind], contactDetails: reach }),
  ];
}

/** Authors, performers of the documented service, responsible and call-back professionals. */
export function professionalContacts(source: Source): readonly Draft[] {
  const services = children(source.document, 'documentationOf').flatMap((each) =>
    children(child(each, 'serviceEvent'), 'performer'),
  );
  const participants = children(source.document, 'participant').filter((each) => {
    const role = roleOf(each);
    return role !== undefined && personalClasses[said(role, 'classCode') ?? ''] === undefined;
  });
  const responsible = children(path(source.document, 'componentOf', 'encompassingEncounter'), 'responsibleParty');
  const seen = new Set<string>();
  return [...children(source.document, 'author'), ...services, ...responsible, ...participants].flatMap((each) =>
    unique(professionalContact(each, source), seen),
  );
}

/** One professional takes part in several ways: they are one contact. */
function unique(drafts: readonly Draft[], seen: Set<string>): readonly Draft[] {
  return drafts.filter(({ body }) => {
    const key = JSON.stringify(body);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function professionalContact(participation: XmlElement, source: Source): readonly Draft[] {
  const who = professional(participation, source);
  if (who === undefined || (who.name === undefined && who.organisation === undefined)) return [];
  const role = roleOf(participation);
  const { start, end } = span(participation.name === 'performer' ? child(participation, 'time') : undefined, source);
  return [
    draft('professionalContacts', participation, {
      name: who.name,
      role: who.role ?? functionOf(participation, source),
      organisation: who.organisation,
      contactDetails: telecoms(role, source).map((each) => each.value),
      startDate: start,
      endDate: end,
    }),
  ];
}

function functionOf(participation: XmlElement, source: Source): CodedOrText | undefined {
  return coded(child(participation, 'functionCode'), source);
}

/** Organisations that the document refers the person to (participation REFT): they are to be involved. */
export function referrals(identity: Identity, source: Source): readonly Statement[] {
  return children(source.document, 'participant').flatMap((participant): readonly Statement[] => {
    const code = odsCodeOf(organisationElement(roleOf(participant)));
    if (said(participant, 'typeCode') !== 'REFT' || code === undefined) return [];
    markRead(source, participant);
    return [
      {
        kind: 'involvement',
        subject: identity.subject,
        key: `referred-to:${code}`,
        op: 'put',
        involvement: {
          kind: 'referral',
          organisation: code,
          ...(source.writtenAt === undefined ? {} : { from: source.writtenAt }),
        },
      },
    ];
  });
}

/** Whom the document was sent to, by name. */
export function recipientsOf(source: Source): readonly string[] {
  return children(source.document, 'informationRecipient').flatMap((each) => {
    const role = roleOf(each);
    const names = [personName(role, source), spoken(organisation(organisationElement(role), source))].filter(
      (name) => name !== undefined,
    );
    if (names.length > 0) markRead(source, each, role);
    return names.length === 0 ? [] : [names.join(', ')];
  });
}
