import { composeServices } from '@theguild/federation-composition';
import { buildSchema, parse, type GraphQLSchema } from 'graphql';
import { sdlOf, subgraphNames } from '../schema/sdl.js';
import type { Viewer } from '../schema/viewer.js';

/** The composed schema, as a client sees it. */
export function composedSchema(): GraphQLSchema {
  const composed = composeServices(
    subgraphNames.map((name) => ({ name, typeDefs: parse(sdlOf(name)), url: 'http://localhost' })),
  );
  if (composed.publicSdl === undefined) throw new Error(String(composed.errors));
  return buildSchema(composed.publicSdl);
}

const granta = { odsCode: 'Y99901', name: 'Granta Example Surgery', kind: 'gp-practice' };
const hospital = { odsCode: 'RGT', name: 'Cambridge University Hospitals NHS Foundation Trust', kind: 'acute' };
const papworth = { odsCode: 'RGM', name: 'Royal Papworth Hospital NHS Foundation Trust', kind: 'acute' };
const from = (partner: object, recordedAt: string) => ({ partner, recordedAt });
const text = (words: string) => ({ text: words, coding: [] });
const coverage = [
  { partner: granta, status: 'SHARED' },
  {
    partner: papworth,
    status: 'NOT_YET_LIVE',
    explanation: 'This partner does not share this section yet.',
    liveFrom: '2027-01-15',
  },
];
const section = (entries: readonly object[]) => ({ totalCount: entries.length, entries, coverage });

/** One record, as plain values under the composed schema: enough to see the page at work before a whole gateway runs. */
export function recordAs(viewer: Viewer) {
  const clinical = viewer.role !== 'receptionist';
  const withheld = () => {
    throw Object.assign(new Error('This is withheld from you; the reason code says why.'), {});
  };
  return {
    me: { ...viewer, population: 'SYNTHETIC' },
    patient: ({ nhsNumber }: { nhsNumber: string }) => ({
      nhsNumber,
      access: { permitted: true, relationship: 'registered-practice', lawfulBasis: ['UK GDPR 6(1)(e)', 'UK GDPR 9(2)(h)'] },
      personDemographics: section([
        {
          personName: { personFirstName: ['Rosalind', 'Maud'], personFamilyName: ['Fairweather'] },
          dateOfBirth: '1947-03',
          gender: text('Female'),
          provenance: from(granta, '2024-02-01'),
        },
      ]),
      allergiesAndAdverseReactions: section([
        {
          causativeAgent: text('Penicillin V'),
          reactionDetailsCluster: [{ descriptionOfReaction: text('Rash'), severity: text('Moderate') }],
          provenance: from(granta, '1998'),
        },
      ]),
      problemList: clinical
        ? section([{ problem: text('Type 2 diabetes mellitus'), onsetDate: '2011', provenance: from(granta, '2011-06-20') }])
        : { totalCount: withheld, entries: withheld, coverage: [{ partner: granta, status: 'WITHHELD', reason: 'ROLE' }] },
      medicationsAndMedicalDevices: section([
        { medicationItemCluster: { medicationName: text('Metformin 500 mg tablets') }, provenance: from(hospital, '2025-11-02') },
      ]),
      investigationResults: section([]),
      servicesAndCare: section([]),
    }),
  };
}
