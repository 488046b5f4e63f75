import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Persona } from '../../identity/personas.js';
import { sampleOperations } from '../operations.js';
import type { SampleOperation } from '../sample-operation.js';
import { useEditors, type Editors } from './editors.js';
import { Header } from './header.js';
import { forgetfulStorage } from './memory-storage.js';
import { ReadingHint } from './reading-hint.js';
import { Samples, samplesPlugin } from './samples.js';
import { openSession, type Identity } from './session.js';
import { launchedNumber, type SamplePerson, type Surroundings } from './surroundings.js';

const first = sampleOperations[0]!;
const plugins = [samplesPlugin, HISTORY_PLUGIN];
const anyone = '';

/** GraphiQL with who asks and about whom beside it. */
export function Explorer({ surroundings }: { surroundings: Surroundings }) {
  const [persona, setPersona] = useState(surroundings.personas[0]);
  const [person, setPerson] = useState(surroundings.people[0]);
  const [token, setToken] = useState('');
  const [current, setCurrent] = useState<string | undefined>(first.id);
  const editors = useRef<Editors>(undefined);
  const [session] = useState(() => openSession(firstAsker(surroundings)));
  const [storage] = useState(forgetfulStorage);
  // Over synthetic people a change may ask again at once; with a token of one's own, only the user asks.
  const development = persona !== undefined;
  const about = launchedNumber(surroundings) ?? person?.nhsNumber ?? anyone;

  const become = useCallback(
    (next: Persona) => {
      session.become({ persona: next.id });
      setPersona(next);
    },
    [session],
  );
  const onPersona = (next: Persona) => {
    become(next);
    editors.current?.refresh(true);
  };
  const onPerson = (next: SamplePerson) => {
    setPerson(next);
    editors.current?.aboutPerson(next.nhsNumber);
    editors.current?.refresh(development);
  };
  const onToken = (next: string) => {
    session.become(next === '' ? undefined : { token: next });
    setToken(next);
    editors.current?.refresh(false);
  };

  const open = useCallback(
    (operation: SampleOperation) => {
      const next = surroundings.people.find(({ id }) => id !== undefined && id === operation.person) ?? person;
      setPerson(next);
      const asker = surroundings.personas.find(({ id }) => id === operation.as[0]);
      if (persona !== undefined && !operation.as.includes(persona.id) && asker !== undefined) become(asker);
      editors.current?.open(
        operation.query,
        operation.variables(launchedNumber(surroundings) ?? next?.nhsNumber ?? anyone, freshKey(), hospitalOf(surroundings)),
        development,
      );
      setCurrent(operation.id);
    },
    [surroundings, person, persona, development, become],
  );

  const samples = useMemo(() => ({ surroundings, current, open }), [surroundings, current, open]);
  const whenReady = useCallback(
    (ready: Editors) => {
      editors.current = ready;
      if (development) ready.refresh(true);
    },
    [development],
  );
  // A token changes what introspection may show, so GraphiQL is given a new fetcher, and looks at the schema again.
  const fetcher = useMemo(() => ((...question) => session.ask(...question)) as typeof session.ask, [session, token]);

  return (
    <Samples value={samples}>
      <Header {...{ surroundings, persona, person, token, onPersona, onPerson, onToken }} />
      <ReadingHint />
      <main className="workbench" aria-label="GraphQL explorer">
        <GraphiQL
          fetcher={fetcher}
          plugins={plugins}
          visiblePlugin={samplesPlugin}
          storage={storage}
          shouldPersistHeaders={false}
          isHeadersEditorEnabled={false}
          defaultEditorToolsVisibility="variables"
          initialQuery={first.query}
          initialVariables={JSON.stringify(first.variables(about, '', ''), null, 2)}
        >
          <GraphiQL.Logo>
            <Bridge ready={whenReady} />
          </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </Samples>
  );
}

/** Where the profile that is running has its hospital doctors; empty where nobody is made known, to be filled in. */
const hospitalOf = ({ personas }: Surroundings): string =>
  personas.find(({ id }) => id === 'hospital-doctor')?.organisation ?? '';

function firstAsker({ launched, personas }: Surroundings): Identity {
  if (launched !== undefined) return { launched: true };
  return personas[0] && { persona: personas[0].id };
}

// Not randomUUID: a browser has that only on https or localhost, and the page may be opened by another name.
const freshKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Shows nothing: a component inside GraphiQL is the only place from which its editors can be reached. */
function Bridge({ ready }: { ready(editors: Editors): void }) {
  useEditors(ready);
  return null;
}
