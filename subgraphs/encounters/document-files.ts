/** The file of a document in an answer: described with its entry, opened by a link that is made only when asked for. */
import type { GraphQLResolveInfo } from 'graphql';
import { RecordError } from '../../schema/errors.js';
import type { IssuedLink } from '../../store/store.js';
import { careResolvers, type Resolvers } from '../boundary/care.js';
import { Withheld } from '../boundary/withheld.js';
import type { PersonInRequest, RecordContext } from '../context.js';

/** Path below which documents are fetched, wherever the front door is. */
export const documentsPath = '/documents/';

/** Most links of one request: more is no reader opening a letter. */
const linksAtMost = 50;

/** A `content` on its way out. */
interface Outgoing {
  readonly available?: boolean;
  readonly link?: unknown;
}

interface Owner {
  readonly person: PersonInRequest;
  readonly entryId: string;
  link?: Promise<IssuedLink>;
}

type AnyResolver = (parent: unknown, args: unknown, context: RecordContext, info: GraphQLResolveInfo) => unknown;

/** The resolvers of documents, put around those that every section has. */
export function documentResolvers(care: ReturnType<typeof careResolvers>): Resolvers {
  const openSection = care['Patient']!['documents'] as AnyResolver;
  const entriesOf = care['Documents']!['entries'] as AnyResolver;
  const resolvers: Record<string, Record<string, AnyResolver>> = {
    Patient: {
      documents: (person, args, context, info) => {
        const view = openSection(person, args, context, info) as object;
        deskOf(context).people.set(view, person as PersonInRequest);
        return view;
      },
    },
    Documents: {
      entries: (view, args, context, info) => {
        const bodies = entriesOf(view, args, context, info) as readonly { readonly id: string; readonly content?: unknown }[];
        const { people, owners } = deskOf(context);
        const person = people.get(view as object)!;
        for (const { id, content } of bodies) {
          if (isDescription(content)) owners.set(content, { person, entryId: id });
        }
        return bodies;
      },
    },
    DocumentContent: {
      link: async (content, _args, context) => {
        const issued = await linkTo(content as Outgoing, context);
        return issued === undefined ? null : `${documentsPath}${issued.token}`;
      },
      linkExpiresAt: async (content, _args, context) => (await linkTo(content as Outgoing, context))?.expiresAt ?? null,
    },
  };
  return Object.fromEntries(
    Object.entries({ ...care, ...resolvers }).map(([type, fields]) => [type, { ...care[type], ...fields }]),
  ) as Resolvers;
}

function isDescription(content: unknown): content is object {
  return typeof content === 'object' && content !== null && !(content instanceof Error);
}

/** The one link of this answer to the document, made at first asking. */
async function linkTo(content: Outgoing, context: RecordContext): Promise<IssuedLink | undefined> {
  if (content.link instanceof Withheld) throw content.link;
  const desk = deskOf(context);
  const owner = desk.owners.get(content);
  if (owner === undefined || content.available !== true) return undefined;
  return (owner.link ??= desk.linkFor(owner));
}

function deskOf(context: RecordContext): LinkDesk {
  let desk = context.kept.get(LinkDesk) as LinkDesk | undefined;
  if (desk === undefined) context.kept.set(LinkDesk, (desk = new LinkDesk(context)));
  return desk;
}

/** Makes the links of one request together: execution asks for all of them before any can be answered. */
class LinkDesk {
  /** Whose document a `content` describes. */
  readonly owners = new Map<object, Owner>();
  /** Who a section's view is about. */
  readonly people = new Map<object, PersonInRequest>();
  readonly #context: RecordContext;
  #waiting: Owner[] = [];
  #made: Promise<readonly IssuedLink[]> | undefined;
  #count = 0;

  constructor(context: RecordContext) {
    this.#context = context;
  }

  async linkFor(owner: Owner): Promise<IssuedLink> {
    if (++this.#count > linksAtMost) throw new RecordError('OPERATION_TOO_LARGE', { detail: 'links to documents' });
    const place = this.#waiting.push(owner) - 1;
    this.#made ??= Promise.resolve().then(() => this.#makeAll());
    const links = await this.#made;
    const { entryId, person } = owner;
    const partner = person.entries.find((entry) => entry.id === entryId)?.partner;
    // The link is what is disclosed here; what it opens, when it is opened.
    const partners = partner === undefined ? [] : [partner];
    this.#context.collector.returned(person.nhsNumber, 'DocumentsEntry.content.link', 1, partners, [entryId]);
    return links[place]!;
  }

  #makeAll(): Promise<readonly IssuedLink[]> {
    const asked = this.#waiting;
    this.#waiting = [];
    this.#made = undefined;
    const { userId, sessionId } = this.#context.viewer;
    return this.#context.surroundings.store.issueDocumentLinks(
      asked.map(({ person, entryId }) => ({ nhsNumber: person.nhsNumber, entryId, userId, sessionId })),
    );
  }
}
