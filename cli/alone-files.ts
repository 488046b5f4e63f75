import type { UnpairedFile } from '../store/files/file-store.js';

/** Files without the other of their pair, as `scr feeds status` prints them; '' when there are none. */
export function aloneAsWords(alone: readonly UnpairedFile[]): string {
  if (alone.length === 0) return '';
  const lines = alone.map(({ channel, name, feed, missing, sinceMs }) => {
    const other = missing === 'control' ? 'control file' : channel === 'mesh' ? 'data' : 'file';
    const since = new Date(sinceMs).toISOString().slice(0, 19).replace('T', ' ');
    return `  ${feed}, ${channel}: ${name}, without its ${other}, since ${since}\n`;
  });
  return `\nAlone (FILE_UNPAIRED): files without the other of their pair.\n${lines.join('')}`;
}
