import { populationFiles, type PopulationFile, type PopulationOptions } from './generate.js';

/**
 * Sends the population through `ingestFile`, one file after the other, as partners would.
 * `onProgress` hears how many files of how many are done.
 */
export async function loadPopulation(
  ingestFile: (file: PopulationFile) => Promise<unknown>,
  onProgress: (done: number, total: number) => void = () => {},
  options: PopulationOptions = {},
): Promise<{ readonly files: number }> {
  const files = [...populationFiles(options)];
  onProgress(0, files.length);
  for (const [index, file] of files.entries()) {
    await ingestFile(file);
    onProgress(index + 1, files.length);
  }
  return { files: files.length };
}
