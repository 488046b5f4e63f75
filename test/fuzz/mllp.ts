/** `npm run fuzz:mllp [-- --frames 1000000 --seed 1 --json]`: mutated frames over real connections; ends with 1 when anything is amiss. */
import { parseArgs } from 'node:util';
import { fuzzMllp } from '../../adapters/inbox/mllp/test-fuzz.js';

const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '1000000' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
const mostGrowthMb = 200;
const report = await fuzzMllp({
  frames: Number(values.frames),
  seed,
  progress: (done) => {
    if (!values.json && done % 100_000 === 0) process.stdout.write(`${done} frames\n`);
  },
});
process.stdout.write(
  values.json
    ? `${JSON.stringify({ seed, ...report })}\n`
    : `seed ${seed}: ${report.frames} frames, ${report.good} of them good, ${report.lost} lost, ${report.unacknowledged} not acknowledged; ` +
        `at most ${report.mostRssMb} MB, growth after the first tenth ${report.rssGrowthMb} MB; ${report.seconds} s\n`,
);
if (report.lost + report.unacknowledged > 0 || report.rssGrowthMb > mostGrowthMb) process.exitCode = 1;
