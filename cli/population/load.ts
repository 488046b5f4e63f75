import { populationFiles, type PopulationFile, type PopulationOptions } from './generate.js';
import type { Recast } from './recast.js';

/**
 * Sends the population through `ingestFile`, one file after the other, as partners would: those of the default profile,
 * or those of another that `recast` has take their parts.
 * `onProgress` hears how many files of how many are done.
 */
export async function loadPopulation(
  ingestFile: (file: PopulationFile) => Promise<unknown>,
  onProgress: (done: number, total: number) => void = () => {},
  options: PopulationOptions = {},
  recast: Recast = (file) => file,
): Promise<{ readonly files: number }> {
  const files = [...populationFiles(options)].flatMap((file) => recast(file) ?? []);
  onProgress(0, files.length);
  for (const [index, file] of files.entries()) {
    await ingestFile(file);
    onProgress(index + 1, files.length);
  }
  return { files: files.length };
}
