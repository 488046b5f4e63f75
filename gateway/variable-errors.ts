/** What may be said of a variable that does not fit, without the value: answers to clients end up in logs. */

/** The reasons graphql-js gives, without the value that some of them end with. */
const reasons = [
  /Expected non-nullable type "[\w[\]!]+" not to be null/,
  /Expected type "\w+" to be an object/,
  /Field "[A-Za-z_]\w*" of required type "[\w[\]!]+" was not provided/,
  /Field "[A-Za-z_]\w*" is not defined by type "\w+"/,
  /does not exist in "\w+" enum/,
  /(?:Enum "\w+"|\w+) cannot represent (?:an? )?[\w -]*?value/,
] as const;

/** The message of an error about a variable's value, without the value; any other message as it is. */
export function withoutValue(message: string): string {
  const variable = /^Variable "\$\w+" got invalid value/.exec(message)?.[0];
  if (variable === undefined) return message;
  const reason = reasons.map((known) => known.exec(message)?.[0]).find((found) => found !== undefined);
  const told = variable.replace('got invalid', 'got an invalid');
  return reason === undefined ? `${told}.` : `${told}: ${reason.replace(/^does/, 'it does')}.`;
}
