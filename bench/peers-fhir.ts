/**
 * `npm run peers:fhir`: the clinical facts that a peer (microsoft/FHIR-Converter) found in public HL7 v2 messages and
 * C-CDA documents and that ours did not, and the reverse. Only the peer's published results are read, from the
 * corpora folder; nothing of them is in the project.
 *
 * A fact is an allergy, condition, medication, immunisation, procedure, visit, observation, document, person,
 * appointment or relative's condition. It counts as found by the other side when that says the same thing in a place
 * where such a thing may stand (a C-CDA observation may be a result, a vital sign, a finding of a social history …):
 *  - they share a code, or words (one within the other, without case and punctuation);
 *  - their dates, where both have one, agree to the precision of the vaguer one, give or take a day (zones);
 *  - of an observation, every value the one has is in the other, as a number, a code or words;
 *  - a visit is known by its number or its day, a person by an identifier or family name, a document by its type,
 *    identifier or title (the peer dates documents by when it converted them);
 *  - what we take back (a cancelled visit) counts as found.
 * The same fact twice in one message counts once; a resource that names nothing is left out. What only the peer found
 * is either explained (`peers-fhir-explained.ts`) or missed.
 */
import { compareWithPeer, hasPeerMaterial, type Difference } from './peers-fhir-comparison.js';

const wanted = 0.98;

if (!hasPeerMaterial) {
  console.log('Skipped: the public test material (ms-fhir-converter) is not there; SCR_CORPORA says where to look.');
} else {
  const comparison = compareWithPeer();
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ...comparison, wanted }, undefined, 2));
  else print(comparison);
  if (comparison.share < wanted) process.exitCode = 1;
}

function print({ messages, counts, missed, explained, oursOnly, share }: ReturnType<typeof compareWithPeer>): void {
  console.log(`${messages} messages and documents\n`);
  console.log(row('kind', 'peer', 'found', 'explained', 'missed', 'ours only'));
  for (const each of counts) console.log(row(each.kind, each.peers, each.found, each.explained, each.missed, each.oursOnly));
  console.log(`\nFound: ${(share * 100).toFixed(1)} % of what is in the source and allowed by PRSB (wanted: ${wanted * 100} %)`);
  list('Missed', missed);
  list('Found by the peer only, explained', explained);
  list('Found by ours only', oursOnly);
}

function row(kind: string, ...cells: readonly (string | number)[]): string {
  return kind.padEnd(16) + cells.map((cell) => String(cell).padStart(11)).join('');
}

function list(title: string, differences: readonly Difference[]): void {
  console.log(`\n${title} (${differences.length})`);
  for (const { message, kind, from, about, reason } of differences)
    console.log(`  ${message}  ${kind} (${from}): ${about}${reason === undefined ? '' : `\n      because ${reason}`}`);
}
