/** A hospital's ordinary traffic: people updated, admitted, results; every message another one. */

/** Invented: 999…, with its check digit; those without one are passed over. */
export function nhsNumberOf(person: number): string {
  for (let number = 999_000_000 + person * 7; ; number++) {
    const digits = String(number);
    const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return `${digits}${check}`;
  }
}

/** Numbers of messages begin here: those of what a store already holds are below. */
export const firstMessage = 100_000_000;

/** Messages about `people` people in turn, unframed. */
export function hospitalMessages(people: number): () => Buffer {
  let id = firstMessage;
  return () => messageOf(id, (id++ * 7_919) % people);
}

function messageOf(id: number, person: number): Buffer {
  const at = new Date(Date.UTC(2026, 0, 1) + (id - firstMessage) * 1_000).toISOString().replace(/\D/g, '').slice(0, 14);
  const pid = `PID|1||${nhsNumberOf(person)}^^^NHS^NH~H${person}^^^RGT^MR||Testperson^Number${person}^^^Mx||19${10 + (person % 80)}0217|2|||${person} Example Road^^Cambridge^^CB99 1ZZ||01223000000`;
  const header = (type: string, system: string): string => `MSH|^~\\&|${system}|RGT|SCR|SCR|${at}||${type}|B${id}|P|2.4`;
  if (id % 3 === 0) return Buffer.from(`${header('ADT^A31^ADT_A05', 'PAS')}\rEVN||${at}\r${pid}\r`);
  if (id % 3 === 1)
    return Buffer.from(
      `${header('ADT^A01^ADT_A01', 'PAS')}\rEVN||${at}\r${pid}\rPV1|1|I|WARD^1^1^RGT|21|||||||||||||||S${id}|||||||||||||||||||||||||${at}\r`,
    );
  const results = ['K^Potassium^L|4.1|mmol/L|3.5-5.3', 'NA^Sodium^L|140|mmol/L|133-146', 'CREA^Creatinine^L|80|umol/L|45-84']
    .map((result, index) => {
      const [code, value, unit, range] = result.split('|');
      return `OBX|${index + 1}|NM|${code}||${value}|${unit}|${range}|N|||F|||${at}`;
    })
    .join('\r');
  return Buffer.from(
    `${header('ORU^R01^ORU_R01', 'LIMS')}\r${pid}\rOBR|1|P${id}|F${id}|U&E^Urea and electrolytes^L|||${at}|||||||||||||||${at}||CH|F\r${results}\r`,
  );
}
