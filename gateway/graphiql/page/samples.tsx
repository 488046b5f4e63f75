import type { GraphiQLPlugin } from '@graphiql/react';
import { createContext, use } from 'react';
import type { Persona } from '../../identity/personas.js';
import { sampleOperations } from '../operations.js';
import type { SampleOperation } from '../sample-operation.js';

/** What the menu of sample operations needs from the page around GraphiQL. */
export const Samples = createContext<{
  readonly personas: readonly Persona[];
  readonly current: string | undefined;
  open(operation: SampleOperation): void;
}>({ personas: [], current: undefined, open: () => undefined });

const groups = [...new Set(sampleOperations.map(({ group }) => group))];

function SampleMenu() {
  const { personas, current, open } = use(Samples);
  const roleName = (id: string) => personas.find((persona) => persona.id === id)?.roleName ?? id.replaceAll('-', ' ');
  return (
    <div className="samples">
      <h2>Sample operations</h2>
      <p className="samples-hint">Choose one: it opens in the editor, with its variables.</p>
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <h3>{group}</h3>
          <ul>
            {sampleOperations
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
                    {operation.as.length <= 2 && <span className="sample-as">as {operation.as.map(roleName).join(' or ')}</span>}
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
