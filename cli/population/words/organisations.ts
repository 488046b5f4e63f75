import type { Hl7Sender } from '../messages/hl7-segment.js';

/** Practices of the default profile. */
export const practices = [
  {
    ods: 'Y99901',
    name: 'Granta Example Surgery',
    feed: 'y99901-gp',
    summaryFeed: 'y99901-summary',
    gp: { code: 'G9990101', given: 'Amara', family: 'Whitcombe' },
  },
  {
    ods: 'Y99902',
    name: 'Fenland Example Medical Centre',
    feed: 'y99902-gp',
    summaryFeed: 'y99902-summary',
    gp: { code: 'G9990201', given: 'Rhys', family: 'Dalloway' },
  },
  {
    ods: 'Y99903',
    name: 'Nene Example Practice',
    feed: 'y99903-gp',
    summaryFeed: 'y99903-summary',
    gp: { code: 'G9990301', given: 'Inès', family: 'Castlemaine' },
  },
] as const;
export type Practice = (typeof practices)[number];

/** Systems that send HL7 v2, each with its own habits. */
export const senders = {
  rgtPas: { feed: 'rgt-pas', application: 'PAS', facility: 'RGT', version: '2.4', charset: 'UNICODE UTF-8' },
  rgtEpr: { feed: 'rgt-pas', application: 'EPR', facility: 'RGT', version: '2.4', charset: 'UNICODE UTF-8' },
  rgtLab: { feed: 'rgt-lab', application: 'LIMS', facility: 'RGT', version: '2.4', charset: 'UNICODE UTF-8' },
  rgn: { feed: 'rgn-pas', application: 'MEDWAY', facility: 'RGN', version: '2.4', charset: 'undeclared' },
  rgm: { feed: 'rgm-pas', application: 'LORENZO', facility: 'RGM', version: '2.4', charset: 'UNICODE UTF-8' },
  rt1: { feed: 'rt1-pas', application: 'RIO', facility: 'RT1', version: '2.4', charset: 'UNICODE UTF-8' },
  ryv: { feed: 'ryv-community', application: 'S1', facility: 'RYV', version: '2.4', charset: '8859/1' },
  ryc: { feed: 'ryc-handover', application: 'EPCR', facility: 'RYC', version: '2.4', charset: 'UNICODE UTF-8' },
} as const satisfies Record<string, Hl7Sender>;

/** The system of a practice that sends HL7 v2. */
export function practiceSender(practice: Practice): Hl7Sender {
  return { feed: practice.feed, application: 'GPSYS', facility: practice.ods, version: '2.4', charset: 'UNICODE UTF-8' };
}

/** Councils of the default profile, with the code by which their children's returns name them. */
export const councils = {
  '312': {
    ods: '312',
    name: 'Cambridgeshire County Council',
    adults: 'cambridgeshire-adults',
    children: 'cambridgeshire-children',
  },
  '725': { ods: '725', name: 'Peterborough City Council', adults: 'peterborough-adults', children: 'peterborough-children' },
} as const;
export type CouncilCode = keyof typeof councils;
