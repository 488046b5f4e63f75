import { folded } from '../header.js';

/** Kinds of files of the council layout, each with the column that tells it and that every row is about. */
export const councilKinds = {
  'council-local-authority': 'Social_Services_Team',
  'council-alerts': 'Alert',
  'council-risks': 'Risk',
  'council-about-me': 'What_Is_Most_Important_To_Me',
  'council-contingency-plans': 'Contingency_Plan_Name',
  'council-support-plans': 'Support_Plan_Name',
  'council-care-plans': 'Need_1',
  'council-legal-information': 'Legal_Information_Type',
  'council-safeguarding': 'Safeguarding_Type',
  'council-professional-contacts': 'Key_Worker',
  'council-personal-contacts': 'Relationship',
  'council-referrals': 'Reason_For_Referral',
  'council-services': 'Package_Name',
  'council-support-reasons': 'Support_Reason',
  'council-assessments': 'Assessment_Summary',
  'council-equipment': 'Equipment_Name',
  'council-end-of-life-care': 'CPR_Decision',
  'council-individual-requirements': 'Reasonable_Adjustment',
  'council-social-context': 'Household_Composition',
} as const;

export type CouncilKind = keyof typeof councilKinds;

/** The council's own key of a record: no other layout has it. */
export const recordIdColumn = 'Record_ID';

/** Which file of the council layout has this header; undefined when none has. */
export function councilKindOf(header: readonly string[]): CouncilKind | undefined {
  const columns = new Set(header.map(folded));
  if (!columns.has(folded(recordIdColumn))) return undefined;
  return (Object.keys(councilKinds) as CouncilKind[]).find((kind) => columns.has(folded(councilKinds[kind])));
}

/** Whether a kind of file is of the council layout. */
export function isCouncilKind(kind: string): kind is CouncilKind {
  return Object.hasOwn(councilKinds, kind);
}
