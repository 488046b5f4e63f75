const listMark = /^(?:-|\d+\.)\s+/;
// Who did not say it, or when: "none reported by the caller". Nothing more: what follows could say something.
const byWhom = String.raw`(?: (?:by|from) (?:the )?(?:caller|patient|person|client|carer|parents?|mother|father|family|relatives?|gp|practice|referrer|informant)| (?:at|on|in|during) (?:this|the) (?:time|call|contact|consultation|visit|assessment|admission))?`;
const nothing = new RegExp(
  String.raw`^(?:nil|none|null|n/?a|unknown|-+` +
    String.raw`|(?:not (?:known|recorded|reported|applicable|stated|asked|assessed|available|provided|documented)` +
    String.raw`|no (?:information|details|data|entries|records?)(?: (?:available|recorded|given|provided|held))?` +
    String.raw`|(?:none|nil|nothing) (?:reported|recorded|stated|given|noted|identified|entered|disclosed|provided|documented|to report))` +
    String.raw`${byWhom})[\s.]*$`,
  'i',
);
const allergen = '(?:allerg(?:y|ies)|sensitivit(?:y|ies)|intolerances?|adverse (?:drug )?reactions?)';
const noAllergy = new RegExp(
  String.raw`^(?:(?:the )?(?:patient|person) has )?(?:no (?:known )?(?:drug |food |medication |environmental |other )?${allergen}` +
    String.raw`(?:(?: or| and|,|/| &)\s*(?:known )?(?:drug |food )?${allergen})*(?: known)?|nkd?a|(?:none|nil) known)[\s.]*$`,
  'i',
);

/**
 * Whether words only say that nothing is told ("None reported by the caller", "Not recorded", "Nil"). That is no
 * statement about the person: above all no allergy, and not "no known allergies" either.
 */
export function saysNothing(text: string): boolean {
  const lines = text.split('\n').map((line) => line.trim().replace(listMark, ''));
  return lines.every((line) => nothing.test(line));
}

/** Whether words say that the person has no known allergy ("NKDA", "No known allergies or adverse reactions"), and nothing else. */
export function deniesAllergies(text: string): boolean {
  return noAllergy.test(text.trim().replace(listMark, ''));
}

/** Whether words on research say that the person takes part in none. */
export function deniesResearch(text: string): boolean {
  return /^(?:not|no|none|does not|is not|has not|declined)\b/i.test(text.trim());
}
