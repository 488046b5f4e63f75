/** Ten digits that pass modulus 11 and are not a placeholder. */
export type NhsNumber = string & { readonly __brand: 'NhsNumber' };

/**
 * The NHS number in `text`, or undefined when it is none.
 * Spaces and hyphens between digits are allowed; modulus 11 must hold (weights 10…2, check digit
 * 11 − sum mod 11, 11 counts as 0, 10 is never valid); ten equal digits are a placeholder.
 * Source: NHS Data Dictionary, NHS NUMBER.
 */
export function parseNhsNumber(text: string): NhsNumber | undefined {
  const digits = text.trim().replaceAll(/[\s-]/g, '');
  if (!/^\d{10}$/.test(digits) || /^(\d)\1{9}$/.test(digits)) return undefined;
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += (digits.charCodeAt(i) - 48) * (10 - i);
  const check = (11 - (sum % 11)) % 11;
  return check === digits.charCodeAt(9) - 48 ? (digits as NhsNumber) : undefined;
}

/** Whether the number is in the range that is never issued (999 000 0000 – 999 999 9999). */
export function isSyntheticNhsNumber(nhsNumber: NhsNumber): boolean {
  return nhsNumber.startsWith('999');
}

/** NHS number status indicator (NHS Data Dictionary): only 01 is present and verified. */
export type NhsNumberStatus = '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08';
