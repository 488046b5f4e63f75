import { useId, type ReactNode } from 'react';
import type { Persona } from '../../identity/personas.js';
import { personasIn, signOff, spaced, type SamplePerson, type Surroundings } from './surroundings.js';

interface HeaderProps {
  readonly surroundings: Surroundings;
  readonly persona: Persona | undefined;
  readonly person: SamplePerson | undefined;
  readonly token: string;
  onPersona(persona: Persona): void;
  onPerson(person: SamplePerson): void;
  onToken(token: string): void;
}

/** Who asks, and about whom. */
export function Header({ surroundings, persona, person, token, onPersona, onPerson, onToken }: HeaderProps) {
  return (
    <header className="page-header">
      <div className="brand">
        <img src={new URL('./mark.svg', import.meta.url).href} alt="" width="28" height="28" />
        <h1>Shared care record</h1>
        <span className="brand-what">Explorer</span>
        {surroundings.personas.length > 0 && <span className="brand-note">Development · invented people only</span>}
      </div>
      <div className="choices">
        {surroundings.launched !== undefined ? (
          <Launched launched={surroundings.launched} />
        ) : persona === undefined ? (
          <TokenChoice token={token} onToken={onToken} />
        ) : (
          <PersonaChoice personas={surroundings.personas} persona={persona} onPersona={onPersona} />
        )}
        {person !== undefined && (
          <PersonChoice surroundings={surroundings} person={person} persona={persona} onPerson={onPerson} onPersona={onPersona} />
        )}
      </div>
    </header>
  );
}

/** Opened from another system: who asks about whom is said, and cannot be chosen. */
function Launched({ launched }: { launched: NonNullable<Surroundings['launched']> }) {
  return (
    <div className="launched" role="status">
      {typeof launched === 'string' ? (
        <p>{launched}</p>
      ) : (
        <>
          <p>
            About <strong>{spaced(launched.nhsNumber)}</strong>
          </p>
          <p className="facts">
            <span>{launched.name ?? launched.userId}</span>
            <span>{launched.organisation}</span>
            <span>{launched.purpose.replaceAll('-', ' ')}</span>
          </p>
          <button type="button" onClick={() => void signOff()}>
            Sign off
          </button>
        </>
      )}
    </div>
  );
}

function Choice({ label, id, control, children }: { label: string; id: string; control: ReactNode; children: ReactNode }) {
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      {control}
      <div className="choice-about" id={`${id}-about`} aria-live="polite">
        {children}
      </div>
    </div>
  );
}

function PersonaChoice({
  personas,
  persona,
  onPersona,
}: {
  personas: readonly Persona[];
  persona: Persona;
  onPersona(persona: Persona): void;
}) {
  const id = useId();
  const select = (
    <select
      id={id}
      name="persona"
      aria-describedby={`${id}-about`}
      value={persona.id}
      onChange={(event) => onPersona(personas.find((candidate) => candidate.id === event.target.value) ?? persona)}
    >
      {personas.map((one) => (
        <option key={one.id} value={one.id}>
          {one.name} · {one.roleName}
        </option>
      ))}
    </select>
  );
  return (
    <Choice label="Signed in as" id={id} control={select}>
      <p className="facts">
        <span>
          {persona.organisationName} ({persona.organisation})
        </span>
        <span>{persona.roleCode}</span>
        <span>{persona.purpose.replaceAll('-', ' ')}</span>
      </p>
      <p>
        <strong>Sees:</strong> {persona.sees}
      </p>
    </Choice>
  );
}

function PersonChoice({
  surroundings: { people, personas },
  person,
  persona,
  onPerson,
  onPersona,
}: {
  surroundings: Surroundings;
  person: SamplePerson;
  persona: Persona | undefined;
  onPerson(person: SamplePerson): void;
  onPersona(persona: Persona): void;
}) {
  const id = useId();
  const suggested = personasIn(person.tryAs, personas).filter((candidate) => candidate.id !== persona?.id);
  const select = (
    <select
      id={id}
      name="person"
      aria-describedby={`${id}-about`}
      value={person.nhsNumber}
      onChange={(event) => onPerson(people.find(({ nhsNumber }) => nhsNumber === event.target.value) ?? person)}
    >
      {people.map((one) => (
        <option key={one.nhsNumber} value={one.nhsNumber}>
          {one.name} · {spaced(one.nhsNumber)}
        </option>
      ))}
    </select>
  );
  return (
    <Choice label="About" id={id} control={select}>
      <p>{person.story}</p>
      {suggested.length > 0 && (
        <p className="suggested">
          <span>See it as</span>
          {suggested.slice(0, 4).map((candidate) => (
            <button key={candidate.id} type="button" onClick={() => onPersona(candidate)}>
              {candidate.roleName}
            </button>
          ))}
        </p>
      )}
    </Choice>
  );
}

function TokenChoice({ token, onToken }: { token: string; onToken(token: string): void }) {
  const id = useId();
  const field = (
    <input
      id={id}
      name="token"
      type="password"
      autoComplete="off"
      spellCheck={false}
      placeholder="Paste a bearer token"
      aria-describedby={`${id}-about`}
      value={token}
      onChange={(event) => onToken(event.target.value.trim().replace(/^Bearer\s+/i, ''))}
    />
  );
  return (
    <Choice label="Access token" id={id} control={field}>
      <p>Paste an access token from your identity provider. It is kept in this page only, and forgotten when you close it.</p>
    </Choice>
  );
}
