import type pg from 'pg';
import type { SensitiveLabeller } from '../schema/sensitive-labeller.js';
import { elementsOf } from './apply/load.js';
import type { FoldedSection } from './apply/told.js';
import { withWordsOfFile } from './contents/files.js';
import { inTransaction } from './database.js';
import { matterAnew } from './matter-anew.js';
import { holdSettings, readSettings, writeSetting } from './settings.js';

interface LabelledRow {
  readonly subject: string;
  readonly section: FoldedSection;
  readonly partner: string;
  readonly key: string;
  readonly sensitive: boolean;
  readonly document: string;
}

/**
 * Labels every entry anew when the sensitive sets have changed since they were last labelled, before anything
 * is served: all of them in one transaction, so that readers see either the old labels or the new.
 */
export async function labelAnew(pool: pg.Pool, labeller: SensitiveLabeller): Promise<number> {
  const before = await readSettings(pool);
  if (before.sensitiveHash === labeller.hash) return 0;
  return inTransaction(pool, async (client) => {
    await holdSettings(client);
    const { sensitiveHash } = await readSettings(client);
    if (sensitiveHash === labeller.hash) return 0;
    await matterAnew(client, labeller);
    const changed = await labelAll(client, labeller);
    await writeSetting(client, 'sensitive-hash', labeller.hash);
    return changed;
  });
}

async function labelAll(client: pg.PoolClient, labeller: SensitiveLabeller): Promise<number> {
  let after = ['', '', '', ''];
  let changed = 0;
  for (;;) {
    const page = await client.query<LabelledRow>(
      `select subject, section, partner, key, sensitive, document from entry
       where (subject, section, partner, key) > ($1, $2, $3, $4) and document is not null
       order by subject, section, partner, key limit 2000`,
      after,
    );
    const last = page.rows.at(-1);
    if (last === undefined) return changed;
    const differing: LabelledRow[] = [];
    for (const row of page.rows) {
      const { elements, codes, isHidden } = elementsOf(row.section, row.document);
      const said = await withWordsOfFile(client, row, elements);
      if ((isHidden || labeller.isSensitive(row.section, said, codes, row.partner)) !== row.sensitive) differing.push(row);
    }
    await client.query(
      `update entry e set sensitive = not e.sensitive
       from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as w (subject, section, partner, key)
       where e.subject = w.subject and e.section = w.section and e.partner = w.partner and e.key = w.key`,
      [
        differing.map((row) => row.subject),
        differing.map((row) => row.section),
        differing.map((row) => row.partner),
        differing.map((row) => row.key),
      ],
    );
    changed += differing.length;
    after = [last.subject, last.section, last.partner, last.key];
  }
}
