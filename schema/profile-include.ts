/**
 * Lists of partners in files of their own, so that a profile with a hundred practices stays readable:
 * `- include: practices/somewhere.yaml` among the partners. One row is one partner.
 */
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { fitting, readText, yamlText, type Place, type YamlText } from './checked-yaml.js';
import { partner } from './profile-partners.js';

const partnerKeys = Object.keys(partner.shape) as [string, ...string[]];
const cell = z.union([z.string(), z.boolean(), z.null()]);

const listShape = z
  .strictObject({
    /** What every partner of the list has, unless its row says otherwise. */
    common: z.partialRecord(z.enum(partnerKeys), z.unknown()).default({}),
    /** What stands where in a row: settings of a partner, or `liveFrom`, from when it shares all its sections. */
    columns: z.array(z.enum([...partnerKeys, 'liveFrom'])).min(1),
    rows: z.array(z.array(cell)).min(1),
    /** Feeds that each of them has; `{ods}` stands for its code, in small letters in the name. */
    feeds: z.array(z.looseObject({ name: z.string().includes('{ods}') })).default([]),
  })
  .superRefine(({ columns, rows }, context) => {
    if (!columns.includes('ods')) context.addIssue({ code: 'custom', path: ['columns'], message: 'one column is ods' });
    for (const [at, row] of rows.entries()) {
      if (row.length !== columns.length) {
        const message = `a row has ${columns.length} values, one for each of the columns; this one has ${row.length}`;
        context.addIssue({ code: 'custom', path: ['rows', at], message });
      }
    }
  });

type PartnerList = z.infer<typeof listShape>;

/** A profile with its included lists put in; and from which files it came. */
export interface WholeProfile {
  readonly value: unknown;
  readonly place: Place;
  /** Every file read, the profile's own first. */
  readonly files: readonly string[];
}

/** Where an item of the whole came from: the file, and the path there of the item, or of a part of it. */
type Origin = (part: readonly PropertyKey[]) => { readonly yaml: YamlText; readonly path: readonly PropertyKey[] };
const listed = ['partners', 'feeds', 'datasets'] as const;

/** @throws RecordError CONFIG_INVALID for a list that is not there or not in this shape */
export function withIncludes(yaml: YamlText): WholeProfile {
  const files = [yaml.file];
  const own = yaml.value as Readonly<Record<string, unknown>> | null;
  const placeInOwn: Place = (path) => `${yaml.file}:${yaml.lineOf(path)}`;
  if (!Array.isArray(own?.['partners'])) return { value: own, place: placeInOwn, files };

  const items: Record<(typeof listed)[number], { readonly value: unknown; readonly origin: Origin }[]> = {
    partners: [],
    feeds: [],
    datasets: [],
  };
  const written = (key: (typeof listed)[number]) => {
    const values: unknown = own[key];
    return (Array.isArray(values) ? values : []).map((value: unknown, at) => {
      const origin: Origin = (part) => ({ yaml, path: [key, at, ...part] });
      return { value, origin };
    });
  };
  for (const item of written('partners')) {
    const file = includedBy(item.value);
    if (file === undefined) {
      items.partners.push(item);
      continue;
    }
    const path = resolve(dirname(yaml.file), file);
    const list = yamlText(readText(path), path);
    files.push(path);
    spread(list, items);
  }
  // What the profile itself says of a partner comes after its list, and so counts.
  items.feeds.push(...written('feeds'));
  items.datasets.push(...written('datasets'));

  const value: Record<string, unknown> = { ...own };
  for (const key of listed) {
    if (key === 'partners' || own[key] === undefined || Array.isArray(own[key]))
      value[key] = items[key].map((item) => item.value);
  }
  return {
    value,
    files,
    place(path) {
      const [key, at, ...part] = path;
      const found = listed.find((name) => name === key);
      const item = found === undefined || typeof at !== 'number' ? undefined : items[found][at];
      if (item === undefined) return placeInOwn(path);
      const { yaml: source, path: there } = item.origin(part);
      return `${source.file}:${source.lineOf(there)}`;
    },
  };
}

function includedBy(item: unknown): string | undefined {
  const { include } = (item ?? {}) as { readonly include?: unknown };
  return typeof include === 'string' ? include : undefined;
}

function spread(yaml: YamlText, items: Record<(typeof listed)[number], { value: unknown; origin: Origin }[]>): void {
  const list: PartnerList = fitting(yaml.value, listShape, (path) => `${yaml.file}:${yaml.lineOf(path)}`);
  for (const [row, cells] of list.rows.entries()) {
    const said = Object.fromEntries(list.columns.map((column, at) => [column, cells[at] ?? undefined]));
    const { liveFrom, ...settings } = said;
    const ods = String(said['ods']);
    items.partners.push({
      value: { ...list.common, ...settings },
      origin: ([setting, ...inside]) => {
        const column = list.columns.indexOf(setting as string);
        return { yaml, path: column < 0 ? ['common', setting!, ...inside] : ['rows', row, column] };
      },
    });
    for (const [at, template] of list.feeds.entries()) {
      items.feeds.push({ value: feedOf(template, ods), origin: (part) => ({ yaml, path: ['feeds', at, ...part] }) });
    }
    if (list.columns.includes('liveFrom')) {
      const column = list.columns.indexOf('liveFrom');
      const value = { partners: [ods], sections: 'all', liveFrom: liveFrom ?? null };
      items.datasets.push({ value, origin: () => ({ yaml, path: ['rows', row, column] }) });
    }
  }
}

function feedOf(template: PartnerList['feeds'][number], ods: string): Readonly<Record<string, unknown>> {
  const senders = Array.isArray(template['senders']) ? (template['senders'] as readonly unknown[]) : [];
  return {
    ...template,
    name: template.name.replaceAll('{ods}', ods.toLowerCase()),
    partner: ods,
    senders: senders.map((sender) => (typeof sender === 'string' ? sender.replaceAll('{ods}', ods) : sender)),
  };
}
