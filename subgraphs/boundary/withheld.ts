/**
 * A refusal as a value: returned by rules, put in place of a masked element, and reported by the
 * GraphQL execution as a null with this coded error. An outage is never one of these.
 */
export class Withheld extends Error {
  readonly extensions: { readonly code: 'WITHHELD'; readonly reason: string; readonly rule: string; readonly coordinate: string };

  constructor(coordinate: string, reason: string, rule: string, explanation: string) {
    super(explanation);
    this.name = 'Withheld';
    this.extensions = { code: 'WITHHELD', reason, rule, coordinate };
  }
}
