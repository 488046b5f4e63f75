import type { GraphiQLPlugin } from '@graphiql/react';
import { createContext, use } from 'react';
import { sampleOperations } from '../operations.js';
import type { SampleOperation } from '../sample-operation.js';
import type { Surroundings } from './surroundings.js';

/** What the menu of sample operations needs from the page around GraphiQL. */
export const Samples = createContext<{
  readonly surroundings: Surroundings;
  readonly current: string | undefined;
  open(operation: SampleOperation): void;
}>({ surroundings: { personas: [], people: [] }, current: undefined, open: () => undefined });

const groups = [...new Set(sampleOperations.map(({ group }) => group))];

/** Those for whoever can ask here: the personas that the profile has staff for, or the user of a launch. */
function operationsFor({ personas, launched }: Surroundings): readonly SampleOperation[] {
  const asker = typeof launched === 'object' ? launched.role : undefined;
  const askers = asker === undefined ? personas.map(({ id }) => id) : [asker];
  return askers.length === 0 ? sampleOperations : sampleOperations.filter(({ as }) => as.some((role) => askers.includes(role)));
}

function SampleMenu() {
  const { surroundings, current, open } = use(Samples);
  const { personas } = surroundings;
  const operations = operationsFor(surroundings);
  const roleName = (id: string) => personas.find((persona) => persona.id === id)?.roleName ?? id.replaceAll('-', ' ');
  return (
    <div className="samples">
      <h2>Sample operations</h2>
      <p className="samples-hint">Choose one: it opens in the editor, with its variables.</p>
      {groups
        .filter((group) => operations.some((operation) => operation.group === group))
        .map((group) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <ul>
              {operations
                .filter((operation) => operation.group === group)
                .map((operation) => (
                  <li key={operation.id}>
                    <button
                      type="button"
                      data-operation={operation.id}
                      aria-current={operation.id === current ? 'true' : undefined}
                      onClick={() => open(operation)}
                    >
                      <span className="sample-title">{operation.title}</span>
                      <span className="sample-about">{operation.about}</span>
                      {operation.as.length <= 2 && (
                        <span className="sample-as">as {operation.as.map(roleName).join(' or ')}</span>
                      )}
                    </button>
                  </li>
                ))}
            </ul>
          </section>
        ))}
    </div>
  );
}

function SampleIcon() {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M4 5.5h10M4 12h7M4 18.5h7" />
      <path d="m15 11.5 5.5 3.5-5.5 3.5z" />
    </svg>
  );
}

/** GraphiQL's sidebar entry for the sample operations. */
export const samplesPlugin: GraphiQLPlugin = { title: 'Sample operations', icon: SampleIcon, content: SampleMenu };
