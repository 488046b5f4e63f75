/** Random operations over a schema, valid by construction: for tests that compare two ways of answering. */
import { getNamedType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';

export interface OperationOptions {
  /** Texts of arguments to choose from, by `Type.field`; the first also serves the field without an alias. */
  readonly argumentsOf?: { readonly [coordinate: string]: readonly string[] };
  /** Variables that those texts use, with their types. `$yes`, `$no` and `$default` serve directives. */
  readonly variables?: { readonly [name: string]: string };
  /** Fields left out, by `Type.field`. */
  readonly without?: readonly string[];
  readonly maxDepth?: number;
  /** How many fields one selection set has at most. */
  readonly maxFields?: number;
}

const conditions: { readonly [name: string]: string } = { yes: 'Boolean!', no: 'Boolean!', default: 'Boolean! = true' };

/**
 * A query made of aliases, nested fragments with and without names, directives with literals and variables, as `draws`
 * says: the same draws make the same query, and fewer draws a smaller one.
 */
export function randomOperation(schema: GraphQLSchema, draws: readonly number[], options: OperationOptions = {}): string {
  return new Writer(draws, options).query(schema.getQueryType()!);
}

interface Fragment {
  readonly name: string;
  readonly on: string;
  readonly text: string;
}

class Writer {
  private at = 0;
  private readonly fragments: Fragment[] = [];
  private readonly used = new Set<string>();
  private readonly types: { readonly [name: string]: string };

  constructor(
    private readonly draws: readonly number[],
    private readonly options: OperationOptions,
  ) {
    this.types = { ...conditions, ...options.variables };
  }

  query(root: GraphQLObjectType): string {
    const selection = this.selection(root, 0);
    const variables = [...this.used].map((name) => `$${name}: ${this.types[name]}`);
    const head = `query Random${variables.length > 0 ? `(${variables.join(', ')})` : ''}`;
    const fragments = this.fragments.map(({ name, on, text }) => `fragment ${name} on ${on} ${text}`);
    return [`${head} ${selection}`, ...fragments].join('\n');
  }

  private draw(below: number): number {
    const drawn = this.draws[this.at++];
    return drawn === undefined ? 0 : drawn % below;
  }

  private selection(type: GraphQLObjectType, depth: number): string {
    const parts: string[] = [];
    for (let i = 0, count = 1 + this.draw(this.options.maxFields ?? 4); i < count; i++) parts.push(this.part(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  private part(type: GraphQLObjectType, depth: number): string {
    const kind = this.draw(8);
    if (kind === 7 && depth < 20) {
      const condition = this.draw(2) === 1 ? ` on ${type.name}` : '';
      return `...${condition}${this.directive()} ${this.selection(type, depth + 4)}`;
    }
    if (kind === 6 && depth < 20) return this.spread(type, depth);
    return this.field(type, depth);
  }

  private spread(type: GraphQLObjectType, depth: number): string {
    const known = this.fragments.filter(({ on }) => on === type.name);
    const again = known.length > 0 && this.draw(3) > 0 ? known[this.draw(known.length)] : undefined;
    const fragment = again ?? { name: '', on: type.name, text: this.selection(type, depth + 4) };
    if (again) return `...${again.name}${this.directive()}`;
    // Named only when it is whole, so that no fragment can contain itself.
    const name = `F${this.fragments.length}`;
    this.fragments.push({ ...fragment, name });
    return `...${name}${this.directive()}`;
  }

  private field(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter(
      (field) =>
        !field.name.startsWith('_') &&
        this.options.without?.includes(`${type.name}.${field.name}`) !== true &&
        (depth < (this.options.maxDepth ?? 8) || !isObjectType(getNamedType(field.type))),
    );
    const drawn = this.draw(fields.length + 1);
    const field = fields[drawn];
    if (!field) return `__typename${this.directive()}`;
    const texts = this.options.argumentsOf?.[`${type.name}.${field.name}`] ?? [''];
    const aliased = this.draw(3) === 2;
    // An alias tells the field and its arguments, so that no two selections of one key can contradict each other.
    const variant = aliased ? this.draw(texts.length) : 0;
    const alias = aliased ? `${field.name}_${variant}_${this.draw(2)}: ` : '';
    const text = texts[variant]!;
    for (const [, name] of text.matchAll(/\$(\w+)/g)) this.used.add(name!);
    const below = getNamedType(field.type);
    const selection = isObjectType(below) ? ` ${this.selection(below, depth + 1)}` : '';
    return `${alias}${field.name}${text}${this.directive()}${selection}`;
  }

  private directive(): string {
    const kind = this.draw(10);
    if (kind < 6) return '';
    const condition = ['true', 'false', '$yes', '$no', '$default'][this.draw(5)]!;
    if (condition.startsWith('$')) this.used.add(condition.slice(1));
    const directive = kind % 2 === 0 ? 'include' : 'skip';
    const other = directive === 'include' ? 'skip' : 'include';
    return kind === 9
      ? ` @${directive}(if: ${condition}) @${other}(if: ${other === 'include'})`
      : ` @${directive}(if: ${condition})`;
  }
}
