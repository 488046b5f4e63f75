/** What a person who just started the record reads. */
import { personasOf } from '../gateway/identity/personas.js';
import type { Profile } from '../schema/profile.js';
import type { Surroundings } from '../subgraphs/registry.js';
import { samplePeople } from './population/sample-people.js';
import type { Feeds } from './feed-doors.js';
import type { Settings } from './settings.js';

export function welcome(about: {
  readonly url: string;
  readonly settings: Settings;
  readonly profile: Profile;
  readonly surroundings: Surroundings;
  readonly feeds: Pick<Feeds, 'folder' | 'mllpPort' | 'mllpTlsPort'>;
  readonly development: boolean;
  readonly json: boolean;
}): void {
  const { url, profile, surroundings, development } = about;
  const { folder, mllpPort, mllpTlsPort } = about.feeds;
  if (about.json) {
    process.stdout.write(
      `${JSON.stringify({ url, graphiql: `${url}/graphiql`, population: surroundings.population, dropDir: folder, mllpPort, mllpTlsPort })}\n`,
    );
    return;
  }
  const synthetic = surroundings.population === 'synthetic';
  const lines = [
    '',
    `${profile.title} is running (${synthetic ? 'synthetic people only' : 'REAL PEOPLE'}).`,
    '',
    `  GraphiQL      ${url}/graphiql`,
    `  GraphQL       ${url}/graphql   (POST, bearer token)`,
    `  Drop folder   ${folder}   (HL7 v2, CDA or CSV files are taken in within seconds)`,
  ];
  for (const [name, port] of [
    ['MLLP', mllpPort],
    ['MLLP (TLS)', mllpTlsPort],
  ] as const) {
    if (port !== undefined) lines.push(`  ${name.padEnd(14)}port ${port}`);
  }
  if (development) {
    lines.push('', 'Try as (npx scr token --persona NAME prints a token):');
    for (const persona of personasOf(profile)) lines.push(`  ${persona.id.padEnd(16)}${persona.sees}`);
  }
  if (synthetic && samplePeople.length > 0) {
    lines.push('', 'People to look at first:');
    for (const person of samplePeople) lines.push(`  ${person.nhsNumber}  ${person.name}: ${person.story} (as ${person.tryAs})`);
  }
  lines.push('', 'Ctrl-C stops.', '');
  process.stdout.write(lines.join('\n'));
}
