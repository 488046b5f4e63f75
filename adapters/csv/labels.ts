import type { Feed } from '../../schema/profile.js';
import { folded } from './header.js';

/** A label as Release 2 writes it, and as the file did. */
export interface Label {
  readonly label: string;
  readonly raw: string;
}

/** Release 2 labels by column, and the Release 1 wordings that differ by more than case and punctuation. */
const lists: {
  readonly [column: string]: { readonly current: readonly string[]; readonly former?: Readonly<Record<string, string>> };
} = {
  Service_Type: {
    current: [
      'Short term support: ST-Max',
      'Short term support: Ongoing low level',
      'Short term support: Other short term',
      'Long term support: Nursing care',
      'Long term support: Residential care',
      'Long term support: Community',
      'Long term support: Prison',
      'Unpaid carer support: Direct to unpaid carer',
      'Unpaid carer support: Support involving the person cared-for',
    ],
    former: {
      'Carer Support: Direct to Carer': 'Unpaid carer support: Direct to unpaid carer',
      'Carer Support: Support involving the person cared-for': 'Unpaid carer support: Support involving the person cared-for',
    },
  },
  Service_Component: {
    current: [
      'Reablement',
      'Short term nursing care',
      'Short term residential care',
      'Long term nursing care',
      'Long term residential care',
      'Home support or domiciliary care',
      'Day support',
      'Meals',
      'Transport',
      'Equipment',
      'Direct payment',
      'Shared Lives',
      'Community supported living',
      'Extra care housing',
      'Professional support: Social worker',
      'Professional support: Other',
      'Learning, education or employment support',
      'End of life care',
      'Emergency support',
      'Other short term support',
      'Other long term support',
      'Unpaid carer respite',
      'Unpaid carer sitting service',
      'Unpaid carer universal services',
      'Other unpaid carer support',
    ],
    former: {
      'Home Support': 'Home support or domiciliary care',
      'Learning/Education/Employment Support': 'Learning, education or employment support',
      'Carer Respite': 'Unpaid carer respite',
      'Carer Sitting Service': 'Unpaid carer sitting service',
      'Carer Universal Services': 'Unpaid carer universal services',
      'Other Carer Support': 'Other unpaid carer support',
    },
  },
  Delivery_Mechanism: { current: ['Direct payment', 'CASSR managed personal budget', 'CASSR commissioned support'] },
  Event_Outcome: {
    current: [
      'Progress to reablement/ST-Max',
      'Progress to assessment, review or reassessment',
      'Progress to support planning or services',
      'Continuation of support or services',
      'Admitted to hospital',
      'NFA: Responsibility moved to another local authority',
      'NFA: Referral to NHS services or NHS funded social care',
      'NFA: Self-funded client or under 12wk disregard',
      'NFA: Information and advice or signposting',
      'NFA: Referral to other service within the local authority',
      'NFA: Support declined',
      'NFA: Deceased',
      'NFA: Support ended as planned',
      'NFA: Support ended for other reason',
      'NFA: No services offered for other reason',
      'NFA: Other',
    ],
    // Progress to End of Life Care, Progress to financial assessment and Provision of service have no successor.
    former: {
      'Progress to Assessment': 'Progress to assessment, review or reassessment',
      'Progress to Re-assessment / Unplanned Review': 'Progress to assessment, review or reassessment',
      'Progress to Support Planning / Services': 'Progress to support planning or services',
      'No change in package': 'Continuation of support or services',
      'Service ended as planned': 'NFA: Support ended as planned',
      'NFA - Moved to another LA': 'NFA: Responsibility moved to another local authority',
      'NFA - 100% NHS funded care': 'NFA: Referral to NHS services or NHS funded social care',
      'NFA - Self-funded client (inc 12wk disregard)': 'NFA: Self-funded client or under 12wk disregard',
      'NFA - Information & Advice / Signposting only': 'NFA: Information and advice or signposting',
      'NFA - Support ended: Other reason': 'NFA: Support ended for other reason',
      'NFA - No services offered: Other reason': 'NFA: No services offered for other reason',
    },
  },
  Primary_Support_Reason: {
    current: [
      'Physical support: Access and mobility only',
      'Physical support: Personal care support',
      'Sensory support: Support for visual impairment',
      'Sensory support: Support for hearing impairment',
      'Sensory support: Support for dual impairment',
      'Support with memory and cognition',
      'Learning disability support',
      'Mental health support',
      'Social support: Substance misuse support',
      'Social support: Asylum seeker support',
      'Social support: Support for social isolation or other reason',
      'Social support: Support to unpaid carer',
      'Unknown',
    ],
    former: {
      'Physical Support: Access & mobility only': 'Physical support: Access and mobility only',
      'Social Support: Support for Social Isolation/Other': 'Social support: Support for social isolation or other reason',
      'Social Support: Support to Carer': 'Social support: Support to unpaid carer',
    },
  },
  Accommodation_Status: {
    current: ['Tenant: Local authority or other social housing provider', 'Tenant: Private landlord'],
    former: { Tenant: 'Tenant: Local authority or other social housing provider' },
  },
};

const byColumn = new Map(
  Object.entries(lists).map(([column, { current, former = {} }]) => [
    column,
    new Map([
      ...current.map((label) => [folded(label), label] as const),
      ...Object.entries(former).map(([raw, label]) => [folded(raw), label] as const),
    ]),
  ]),
);

/**
 * The Release 2 label that `raw` means in `column`: the feed's own `codes` first, then the published
 * lists. Words that no list knows are kept as they are.
 */
export function labelOf(column: string, raw: string, codes: Feed['codes'] = {}): Label {
  const local = codes[column]?.[raw];
  return { label: local ?? byColumn.get(column)?.get(folded(raw)) ?? raw, raw };
}

/** The file's own words for the labels of an entry that say it differently, for the entry's narrative. */
export function ownWords(labels: Readonly<Record<string, Label | undefined>>): string | undefined {
  const lines = Object.entries(labels).flatMap(([column, label]) =>
    label === undefined || label.label === label.raw ? [] : [`${column.replaceAll('_', ' ')}: ${label.raw}`],
  );
  return lines.length === 0 ? undefined : lines.join('\n');
}
