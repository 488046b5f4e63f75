import { senders } from '../words/organisations.js';
import type { Hospital } from './hospital.js';

/** The hospitals of the default profile. */
export const hospitals: Readonly<Record<'RGT' | 'RGN' | 'RGM', Hospital>> = {
  RGT: {
    sender: senders.rgtPas,
    prescribing: senders.rgtEpr,
    documents: 'rgt-documents',
    ods: 'RGT',
    name: 'Cambridge University Hospitals NHS Foundation Trust',
    site: 'RGT01',
    siteName: 'Example General Hospital',
    wards: ['MAU', 'C7'],
    emergency: '21',
  },
  // Its system sends HL7 table 0007 letters.
  RGN: {
    sender: senders.rgn,
    ods: 'RGN',
    name: 'North West Anglia NHS Foundation Trust',
    site: 'RGN80',
    siteName: 'Example City Hospital',
    wards: ['AMU', 'B14'],
    emergency: 'E',
  },
  RGM: {
    sender: senders.rgm,
    ods: 'RGM',
    name: 'Royal Papworth Hospital NHS Foundation Trust',
    site: 'RGM21',
    siteName: 'Example Heart and Lung Hospital',
    wards: ['5 North', '4 South'],
    emergency: '2B',
  },
};
