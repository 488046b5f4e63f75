/** A plain progress bar on standard error; silent where that is no terminal, but for a line now and then. */
export function progressBar(label: string, out: NodeJS.WriteStream = process.stderr): (done: number, total: number) => void {
  const width = 30;
  let shownPercent = -1;
  return (done, total) => {
    const percent = total === 0 ? 100 : Math.floor((done * 100) / total);
    if (percent === shownPercent) return;
    if (out.isTTY) {
      const filled = Math.round((percent * width) / 100);
      out.write(
        `\r${label} [${'='.repeat(filled)}${' '.repeat(width - filled)}] ${percent}% (${done} of ${total})${done >= total ? '\n' : ''}`,
      );
    } else if (shownPercent < 0 || Math.floor(percent / 25) > Math.floor(shownPercent / 25)) {
      out.write(`${label}: ${percent}% (${done} of ${total})\n`);
    }
    shownPercent = percent;
  };
}

/** A bar for each step of some work, by its label. */
export function progressSteps(): (label: string, done: number, total: number) => void {
  const bars = new Map<string, ReturnType<typeof progressBar>>();
  return (label, done, total) => {
    const bar = bars.get(label) ?? progressBar(label);
    bars.set(label, bar);
    bar(done, total);
  };
}
