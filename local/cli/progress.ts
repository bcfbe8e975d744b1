/** One line a step: what is done and how long it took. Silent when quiet. */
export function progress(quiet: boolean) {
  const started = performance.now();
  let last = started;
  const say = (text: string) => {
    if (!quiet) process.stdout.write(`${text}\n`);
  };
  return {
    /** A step has ended. */
    done(step: string) {
      const now = performance.now();
      say(`  ✓ ${step} (${seconds(now - last)})`);
      last = now;
    },
    warn(text: string) {
      say(`  ! ${text}`);
    },
    say,
    elapsed: () => seconds(performance.now() - started),
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
