import type { FactKind, PeerFact } from './peers-fhir-facts.js';

/** Why a fact of the peer's is rightly no fact of ours. A rule counts where everything that it names is so. */
export interface Explanation {
  readonly reason: string;
  readonly kinds?: readonly FactKind[];
  /** Names of messages or documents. */
  readonly messages?: RegExp;
  /** One of the fact's codes, or one of its words. */
  readonly names?: RegExp;
  /** The code with which we refused the whole. */
  readonly refusedWith?: string;
}

export const explanations: readonly Explanation[] = [
  {
    reason: 'the document is marked very restricted: it reaches nobody before a person has looked at it',
    refusedWith: 'DOCUMENT_RESTRICTED',
  },
  {
    reason: 'a charge (FT1): costs are never shown, and a charge is no record that something was done',
    kinds: ['procedures', 'medications', 'conditions'],
    names: /^(?:71045|99011|0182-1061-05|29857009|68235000)$/,
  },
  {
    reason: 'circumstances of an accident for an insurer (ACC): no PRSB element',
    kinds: ['observations'],
    names: /^injury-incident$/,
  },
  {
    reason: 'certification, autopsy and cause of death (PDA): PRSB has the date of death only',
    names: /^(?:autopsy(?:-performed)?|coroner|death-certificat(?:e|ion)|I21)$/,
  },
  {
    reason: 'funding of a vaccine and leaflets handed out with it (programme of the United States): no PRSB element',
    kinds: ['observations'],
    names: /^(?:30963-3|64994-7|29768-9|29769-7|69764-9|30956-7)$/,
  },
  {
    reason: 'posted to an account (BAR, DFT): diagnoses and procedures there justify a charge; no feed in England sends them',
    messages: /^(?:BAR|DFT)/,
    refusedWith: 'MESSAGE_TYPE_UNSUPPORTED',
  },
  {
    reason:
      'what is pending about a stay, where the person is meanwhile, or that taken back: no PRSB element; the stay is stated by other events',
    kinds: ['encounters'],
    messages: /^ADT-A(?:09|10|15|16|25|26|27)/,
  },
  {
    reason: 'the end of a pre-admission (PV1-2 P), or that taken back: no stay has begun that could have ended',
    kinds: ['encounters'],
    messages: /^ADT-A(?:03|13)/,
  },
  {
    reason: 'the message takes the visit or the person back, and what was observed with it',
    kinds: ['observations'],
    messages: /^ADT-A(?:11|27|29)/,
  },
  {
    reason: 'the visit is moved from nobody (MRG-1, which is required, is empty): a visit never ends up with a guessed person',
    messages: /^ADT-A45/,
    refusedWith: 'IDENTIFIER_MISSING',
  },
  {
    reason: 'the visit is named as the context of a message about something else; the message about the visit states it',
    kinds: ['encounters'],
    messages: /^(?:MDM|ORU|OUL|OML|OMG|ORM|RDE|RDS|VXU|SIU|REF|ADT-A(?:28|29|31|60)|LAB|LRI|IZ|MDHHS)/,
  },
];

/** Why the peer's fact is rightly none of ours, or undefined when it is missed. */
export function explain(fact: PeerFact, message: string, refusedWith: string | undefined): string | undefined {
  const named = [...fact.codes, ...fact.words];
  return explanations.find(
    (rule) =>
      (rule.kinds?.includes(fact.kind) ?? true) &&
      (rule.messages?.test(message) ?? true) &&
      (rule.names === undefined || named.some((name) => rule.names!.test(name))) &&
      (rule.refusedWith === undefined || rule.refusedWith === refusedWith),
  )?.reason;
}
