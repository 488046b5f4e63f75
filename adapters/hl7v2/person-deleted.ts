import type { Statement } from '../../schema/entry.js';
import { communicationList } from './communication.js';
import { contactPaths } from './contact-details.js';
import { identityIn, linksOf, nhsNumberStatusIn } from './identity.js';
import { registration } from './gp-practice.js';
import { one, type About, type Reading } from './reading.js';
import { involve, patch, snapshot } from './statements.js';

/**
 * A29: the sender no longer keeps its details of the person. These are emptied, so that an A28 can fill them anew;
 * nothing clinical is taken back by it, and neither identifiers, visits nor a dissent are.
 */
export function personDeleted(reading: Reading): Statement[] {
  const identity = identityIn(reading, one(reading, 'PID'));
  const about: About = { ...reading, subject: identity.subject };
  const nothing = {
    personName: null,
    dateOfBirth: null,
    dateOfBirthEstimated: null,
    gender: null,
    ethnicity: null,
    religion: null,
    personsAddress: null,
    placeOfBirth: null,
    maritalStatus: null,
    dateOfDeath: null,
    deceased: null,
    preferredLanguage: null,
    overseasVisitorStatus: null,
  };
  const contactDetails = contactPaths.flatMap((path) => ['PID-13', 'PID-14'].map((part) => ({ path, part, value: null })));
  return [
    ...linksOf(identity, nhsNumberStatusIn(reading)),
    patch(about, 'personDemographics', 'person', nothing, { nested: contactDetails }),
    patch(about, 'gpPractice', registration, { gpName: null, gpPracticeDetails: null, gpPracticeIdentifier: null }),
    ...(about.statedAt === undefined
      ? []
      : [involve(about, 'patch', registration, { kind: 'registered-practice', until: about.statedAt })]),
    snapshot(about, 'personalContacts', 'ADT-NK1', []),
    snapshot(about, 'individualRequirements', communicationList, []),
  ];
}
