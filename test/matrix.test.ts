/**
 * R2, R3, R11 to R24: what the endpoint shows is what the policy decides, for every role, every section and every situation of
 * a person, and no way of asking gets around it. The questions are made from the SDL.
 */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { decide, decisionsAbout, type Decision } from '../policy/decide.js';
import { loadPolicy } from '../policy/table.js';
import type { Section } from '../schema/entry.js';
import type { PersonFacts } from '../schema/facts.js';
import { sectionModel, type Element } from '../schema/model.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import { loadProfile } from '../schema/profile.js';
import { sectionNames, sections } from '../schema/sections.js';
import { careSubgraphs } from '../schema/sdl.js';
import { roles, type Role } from '../schema/viewer.js';
import { entry, organisationOf, serve, viewerIn, type ReadSide, type Told } from './held-in-memory.js';
import { people } from './situations.js';

const policy = loadPolicy(loadProfile('cambridgeshire-peterborough'));
const sources = ['RGT', 'Y99901'] as const;
const scalars = new Set(['String', 'ID', 'Boolean', 'Int', 'Float', 'PartialDateTime']);

const factsOf = (nhsNumber: NhsNumber): PersonFacts => people.find(({ facts }) => facts.nhsNumber === nhsNumber)!.facts;

/** A value of an element: whatever is in it says which section it is of, so that a leak is found by its words. */
function valueOf(section: Section, { type, isList }: Element): unknown {
  const text = `secret of ${section}`;
  const values: { readonly [type: string]: unknown } = {
    String: text,
    ID: text,
    Boolean: true,
    Int: 1,
    Float: 1,
    PartialDateTime: '2026-01-02',
    CodedOrText: { coding: [], text },
    Quantity: { text },
  };
  const value = type in values ? values[type] : {};
  return isList ? [value] : value;
}

function heldOf(nhsNumber: NhsNumber) {
  const entries = sectionNames.flatMap((section) =>
    sources.map((partner) => {
      const body = Object.fromEntries(sectionModel(section).elements.map((element) => [element.name, valueOf(section, element)]));
      return entry(section, partner, `${partner} ${section}`, body, 1);
    }),
  );
  return { facts: factsOf(nhsNumber), entries };
}

/** Every element of every section, as deep as it takes to see whether it is there. */
const everything = `query ($of: ID!) { patient(nhsNumber: $of) { ${sectionNames
  .map((section) => {
    const elements = sectionModel(section).elements.map(({ name, type }) => {
      if (type === 'CodedOrText' || type === 'Quantity') return `${name} { text }`;
      return scalars.has(type) ? name : `${name} { __typename }`;
    });
    return `${section} { totalCount(reconciled: false) coverage { status reason partner { odsCode } } entries(reconciled: false) { id ${elements.join(' ')} } }`;
  })
  .join(' ')} } }`;

const about = (role: Role, facts: PersonFacts) =>
  ({ viewer: viewerIn(`${role} ${organisationOf(role)}`), facts, policy, population: 'synthetic', now: new Date() }) as const;

/** What an element of an answer says: that it is there, or why it is not. */
const word = (decision: Decision): string => (decision.permitted ? 'shown' : decision.reason);

/** What the policy says of a section: refused as a whole, or each element of the entries that are shown. */
function decided(role: Role, facts: PersonFacts, section: Section): unknown {
  const asked = about(role, facts);
  const decisions = decisionsAbout(asked);
  const whole = decisions.section(section);
  if (!whole.permitted) return whole.reason;
  const shown = sources.filter((partner) => {
    const share = decisions.partner(partner, section);
    return share.permitted || (share.kept?.size ?? 0) > 0;
  });
  return Object.fromEntries(
    shown.map((partner) => [
      `${partner} ${section}`,
      Object.fromEntries(
        sectionModel(section).elements.map(({ name, isLocating }) => [
          name,
          word(decide({ ...asked, section, element: name, locating: isLocating, partner })),
        ]),
      ),
    ]),
  );
}

/** What the answer says of a section, in the same words. */
function answeredOf({ data, errors }: Told, section: Section): unknown {
  const reasonAt = new Map(errors.map(({ path, extensions }) => [(path ?? []).join('.'), extensions['reason']]));
  const whole = reasonAt.get(`patient.${section}.entries`) ?? reasonAt.get(`patient.${section}`) ?? reasonAt.get('patient');
  const entries = data.patient?.[section]?.entries as readonly Readonly<Record<string, unknown>>[] | null | undefined;
  if (!entries) return whole;
  return Object.fromEntries(
    entries.map(({ id, ...elements }, index) => [
      id,
      Object.fromEntries(
        Object.entries(elements).map(([name, value]) => [
          name,
          value === null ? reasonAt.get(`patient.${section}.entries.${index}.${name}`) : 'shown',
        ]),
      ),
    ]),
  );
}

let graph: ReadSide;
const alone = new Map<string, ReadSide>();
beforeAll(async () => {
  graph = await serve(heldOf);
  for (const only of careSubgraphs) alone.set(only, await serve(heldOf, { only }));
});

describe.each(roles)('a %s', (role) => {
  test.each(people)('reads of a person with $name what the policy decides, section by section', async ({ facts }) => {
    const answer = await graph.ask(role, everything, { of: facts.nhsNumber });
    for (const section of sectionNames) {
      const expected = decided(role, facts, section);
      expect([section, answeredOf(answer, section)]).toEqual([section, expected]);
      const isRefused = typeof expected === 'string';
      expect(answer.text.includes(`secret of ${section}"`)).toBe(
        !isRefused &&
          Object.values(expected as object).some((elements) => Object.values(elements as object).includes('shown')) &&
          textIsShown(section, expected as Readonly<Record<string, Readonly<Record<string, string>>>>),
      );
      const view = answer.data.patient?.[section];
      expect(view?.totalCount ?? null).toBe(isRefused ? null : Object.keys(expected as object).length);
      if (isRefused && view) {
        expect(new Set(view.coverage.map((line: { status: string; reason: string }) => line.reason))).toEqual(
          new Set([expected]),
        );
      }
    }
  });
});

/** Whether an element that is shown holds words. */
function textIsShown(section: Section, shown: Readonly<Record<string, Readonly<Record<string, string>>>>): boolean {
  const written = sectionModel(section).elements.filter(({ type }) => ['String', 'ID', 'CodedOrText', 'Quantity'].includes(type));
  return Object.values(shown).some((elements) => written.some(({ name }) => elements[name] === 'shown'));
}

describe('around the policy leads', () => {
  const refusedTo = (role: Role, facts: PersonFacts) =>
    sectionNames.filter((name) => typeof decided(role, facts, name) === 'string');
  const person = (name: string) => people.find((one) => one.name === name)!.facts;
  const cases = [
    ['receptionist', 'a relationship'],
    ['gp', 'no relationship'],
    ['social-worker', 'a relationship'],
    ['privacy-officer', 'a relationship'],
  ] as const;
  const leafOf = (section: Section) => {
    const element = sectionModel(section).elements.find(({ type }) => type === 'CodedOrText' || type === 'String');
    return element === undefined ? '__typename' : element.type === 'String' ? element.name : `${element.name} { text }`;
  };
  const secretIn = (text: string, sectionsRefused: readonly Section[]) =>
    sectionsRefused.filter((section) => text.includes(`secret of ${section}"`));

  test.each(cases)('no alias, fragment, filter or order for a %s of a person with %s', async (role, name) => {
    const facts = person(name);
    const hidden = refusedTo(role, facts);
    expect(hidden.length).toBeGreaterThan(0);
    const patient = (selection: string, more = '') => `query ($of: ID!) { patient(nhsNumber: $of) { ${selection} } } ${more}`;
    const ways = (section: Section) => [
      patient(`a: ${section} { b: entries { c: ${leafOf(section)} } }`),
      patient(
        `... on Patient { ${section} { ... { entries { ...F } } } }`,
        `fragment F on ${sectionModel(section).entryType} { ${leafOf(section)} }`,
      ),
      patient(`${section} { entries(filter: { ids: ["RGT ${section}"] }) { ${leafOf(section)} } }`),
      patient(
        `${section} { totalCount entries(filter: { partners: ["RGT"], period: CURRENT, from: "2020" }, first: 1) { ${leafOf(section)} } }`,
      ),
    ];
    for (const section of hidden) {
      for (const way of ways(section)) {
        const { text, codes } = await graph.ask(role, way, { of: facts.nhsNumber });
        expect([way, secretIn(text, hidden)]).toEqual([way, []]);
        expect([way, new Set(codes)]).toEqual([way, new Set(['WITHHELD'])]);
      }
    }
  });

  test.each(cases)('no subgraph alone for a %s of a person with %s', async (role, name) => {
    const facts = person(name);
    const hidden = refusedTo(role, facts);
    for (const [subgraph, side] of alone) {
      const own = hidden.filter((section) => sections[section].subgraph === subgraph);
      if (own.length === 0) continue;
      const selection = own.map((section) => `${section} { totalCount entries { ${leafOf(section)} } }`).join(' ');
      const { text, data, codes } = await side.ask(
        role,
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { ${selection} } } }`,
        { of: [{ __typename: 'Patient', nhsNumber: facts.nhsNumber, ...Object.fromEntries(own.map((one) => [one, 'given'])) }] },
      );
      expect(secretIn(text, hidden)).toEqual([]);
      expect(new Set(codes)).toEqual(new Set(['WITHHELD']));
      for (const section of own) expect(data?._entities[0]?.[section]?.entries ?? null).toBeNull();
    }
  });

  test('no array of operations, persisted operation or GET request', async () => {
    const facts = person('no relationship');
    const query = `query ($of: ID!) { patient(nhsNumber: $of) { problemList { entries { problem { text } } } } }`;
    const headers = { authorization: 'gp Y99901', 'content-type': 'application/json', 'apollo-require-preflight': 'true' };
    const operation = { query, variables: { of: facts.nhsNumber } };
    const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
    const extensions = { persistedQuery };
    const inUrl = new URLSearchParams({
      variables: JSON.stringify(operation.variables),
      extensions: JSON.stringify(extensions),
    }).toString();
    const answers = [
      await graph.server.inject({ method: 'POST', url: '/graphql', headers, payload: JSON.stringify([operation, operation]) }),
      await graph.server.inject({
        method: 'POST',
        url: '/graphql',
        headers,
        payload: JSON.stringify({ ...operation, extensions }),
      }),
      await graph.server.inject({
        method: 'POST',
        url: '/graphql',
        headers,
        payload: JSON.stringify({ variables: operation.variables, extensions }),
      }),
      await graph.server.inject({ method: 'GET', url: `/graphql?${inUrl}`, headers }),
      await graph.server.inject({ method: 'GET', url: `/graphql?${new URLSearchParams({ query }).toString()}`, headers }),
    ];
    for (const { payload } of answers) {
      expect(payload).toContain('"errors"');
      expect(payload).not.toContain('secret of');
    }
    const seen = await graph.server.inject({
      method: 'POST',
      url: '/graphql',
      headers,
      payload: JSON.stringify({ variables: { of: person('a relationship').nhsNumber }, extensions }),
    });
    // The persisted operation itself works: what hid the others is the policy.
    expect(seen.payload).toContain('secret of problemList');
  });
});
