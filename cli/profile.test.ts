import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { projectPath } from '../schema/project-path.js';
import { profileCommand } from './profile.js';

const folder = mkdtempSync(join(tmpdir(), 'scr-profile-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = 0;
});

/** What `scr profile …` prints, and its exit code. */
async function scr(...words: readonly string[]): Promise<{ readonly text: string; readonly exitCode: unknown }> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    await profileCommand().parseAsync([...words], { from: 'user' });
  } finally {
    write.mockRestore();
  }
  return { text, exitCode: process.exitCode };
}

const shipped = ['cambridgeshire-peterborough', 'ccr', 'cheshire', 'blmk-bedfordshire-luton', 'blmk-milton-keynes'];

describe('scr profile check', () => {
  test.each(shipped)('finds nothing amiss in %s', async (name) => {
    const { text, exitCode } = await scr('check', name, '--json');
    expect(JSON.parse(text)).toMatchObject({ profile: name, errors: [], warnings: [] });
    expect(exitCode ?? 0).toBe(0);
  });

  test('prints errors and warnings with file and line, and refuses with exit code 2', async () => {
    const file = join(folder, 'mine.yaml');
    const written = readFileSync(projectPath('profiles/blmk-milton-keynes.yaml'), 'utf8')
      .replace('practices/blmk-milton-keynes.yaml', projectPath('profiles/practices/blmk-milton-keynes.yaml'))
      .replace('dspt: standards-met,', 'dspt: approaching,')
      .replace('\nlaunch:', '\nmessages: { NO_SUCH_REASON: Never }\nlaunch:');
    writeFileSync(file, written);
    const line = (words: string) => written.split('\n').findIndex((one) => one.includes(words)) + 1;
    const { text, exitCode } = await scr('check', file);
    expect(text).toContain(
      `error    ${file}:${line('NO_SUCH_REASON')}: messages.NO_SUCH_REASON: NO_SUCH_REASON is no reason code`,
    );
    expect(text).toContain(
      `warning  ${file}:${line('dspt: approaching')}: partners.0.dspt: RD8 takes no part while its DSPT status is approaching`,
    );
    expect(exitCode).toBe(2);
  });

  test('says how much marks each sensitive category, members of files included', async () => {
    const members = join(folder, 'members.txt');
    writeFileSync(members, '# licensed\n999000000000201\n999000000000202\n');
    const sets = join(folder, 'sets.yaml');
    writeFileSync(
      sets,
      "- category: sexual health\n  codes: ['999000000000203']\n  codeFiles: [members.txt]\n  words: [chlamydia]\n- category: fertility\n  words: [ivf]\n",
    );
    const file = join(folder, 'counted.yaml');
    const written = readFileSync(projectPath('profiles/blmk-milton-keynes.yaml'), 'utf8')
      .replace('practices/blmk-milton-keynes.yaml', projectPath('profiles/practices/blmk-milton-keynes.yaml'))
      .replace('policy/sensitive/synthetic.yaml', sets);
    writeFileSync(file, written);
    const { text } = await scr('check', file);
    expect(text).toContain('set      sexual health: markers: 4, codes: 3, files of codes: 1\n');
    expect(text).toContain('set      fertility: markers: 1, codes: 0, files of codes: 0\n');
    const counted = JSON.parse((await scr('check', file, '--json')).text).sensitive;
    expect(counted[0]).toEqual({ category: 'sexual health', codes: 3, files: 1, markers: 4 });
  });

  test('says so where a sensitive set cannot be read: it must not pass as empty', async () => {
    const file = join(folder, 'unset.yaml');
    const written = readFileSync(projectPath('profiles/blmk-milton-keynes.yaml'), 'utf8')
      .replace('practices/blmk-milton-keynes.yaml', projectPath('profiles/practices/blmk-milton-keynes.yaml'))
      .replace('policy/sensitive/synthetic.yaml', 'policy/sensitive/nowhere.yaml');
    writeFileSync(file, written);
    const { text, exitCode } = await scr('check', file, '--json');
    expect(JSON.parse(text).errors.join()).toContain('nowhere.yaml');
    expect(exitCode).toBe(2);
  });
});

describe('scr profile explain', () => {
  test('says in words who takes part, what is live, who decides and by which law', async () => {
    const { text } = await scr('explain', 'cambridgeshire-peterborough');
    expect(text).toContain('Partners: 94 in 10 groups');
    expect(text).toContain('RGT  Cambridge University Hospitals NHS Foundation Trust: takes part since 2024-02-01');
    expect(text).toMatch(/live (?:since|from) 2027-03-01: documents, formulation, assessments/);
    expect(text).toContain('no date yet: safeguarding');
    expect(text).toContain('UK GDPR 6(1)(d)');
    expect(text).toContain('implied until the person objects');
    const { text: cheshire } = await scr('explain', 'cheshire');
    expect(cheshire).toContain('asked at first access by gp');
    expect(cheshire).toContain('Mental Capacity Act 2005');
    expect(cheshire).toContain('2 years after care ends');
  });

  test('of one partner, one section and one role alone, as JSON', async () => {
    const partner = JSON.parse((await scr('explain', 'cambridgeshire-peterborough', '--partner', 'RT1', '--json')).text);
    expect(Object.keys(partner)).toEqual(['name', 'title', 'on', 'partners']);
    expect(partner.partners).toMatchObject([
      {
        ods: 'RT1',
        takesPart: true,
        since: '2024-03-01',
        neverShared: [],
        datasets: [
          { liveFrom: '2025-09-01', live: true },
          { liveFrom: '2027-03-01', sections: ['documents', 'formulation', 'assessments'] },
        ],
      },
    ]);
    const role = JSON.parse((await scr('explain', '--role', 'receptionist', '--section', 'problemList', '--json')).text);
    expect(role.roles).toMatchObject([{ role: 'receptionist', sees: {} }]);
    expect(role.roles[0].purposes).toEqual(['direct-care']);
    const section = JSON.parse((await scr('explain', 'cambridgeshire-peterborough', '--section', 'safeguarding', '--json')).text);
    expect(section.partners.find(({ ods }: { ods: string }) => ods === '725').datasets).toEqual([
      { liveFrom: null, live: false, sections: ['safeguarding'] },
    ]);
    expect(Object.keys(section.roles[0].sees)).toEqual(['safeguarding']);
  });

  test.each([
    ['--partner', 'RZZ', 'there is no partner RZZ; there are RGT'],
    ['--section', 'problems', 'there is no section problems'],
    ['--role', 'chaplain', 'there is no role chaplain; there are gp'],
  ])('%s %s is refused, naming what there is', async (option, value, said) => {
    await expect(scr('explain', 'cambridgeshire-peterborough', option, value)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      detail: expect.stringContaining(said) as string,
    });
  });
});
