import { anyone, viewer, type RuleLines } from '../boundary/rules.js';
import { may, mayReview } from './authority.js';

/** Every field of a type that comes with the field it is returned by. */
const withParent = (...fields: string[]) => Object.fromEntries(fields.map((field) => [field, anyone]));

/** Who may read and record what of governance. What is decided at the field is not decided again below it. */
export const rules: RuleLines = {
  Query: {
    me: anyone,
    partners: anyone,
    objections: viewer(may('Query.objections', 'read objections')),
    auditTrail: viewer(mayReview('Query.auditTrail')),
  },
  Mutation: {
    recordObjection: viewer(may('Mutation.recordObjection', 'record objection')),
    withdrawObjection: viewer(may('Mutation.withdrawObjection', 'withdraw objection')),
  },
  Patient: withParent('nhsNumber', 'access'),
  Access: withParent('permitted', 'reason', 'explanation', 'relationship', 'lawfulBasis'),
  Viewer: withParent('userId', 'name', 'roleCode', 'role', 'organisation', 'purpose', 'population'),
  PartnerSharing: withParent('partner', 'inGoodStanding', 'datasets', 'lastReceivedAt'),
  Partner: withParent('odsCode', 'name', 'kind'),
  Dataset: withParent('section', 'liveFrom', 'live'),
  Objection: withParent('id', 'version', 'scope', 'recordedAt', 'recordedBy', 'reason', 'withdrawnAt'),
  ObjectionScope: withParent('sections', 'sourcePartners', 'recipientPartners'),
  AuditTrail: withParent('totalCount', 'disclosures'),
  Disclosure: withParent(
    'id',
    'at',
    'userId',
    'userName',
    'roleCode',
    'role',
    'organisation',
    'purpose',
    'lawfulBasis',
    'relationship',
    'operationName',
    'operationHash',
    'requestId',
    'subgraphs',
    'returned',
    'withheld',
  ),
  DisclosedField: withParent('coordinate', 'count', 'partners', 'entries'),
  WithheldField: withParent('coordinate', 'reason', 'rule', 'partners'),
};
