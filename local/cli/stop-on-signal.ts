import type { Ending } from './ending.ts';

/** A terminal sends Ctrl-C to npm and to us, and npm passes it on: what comes so soon is the same one. */
const sameSignalMs = 500;

/** Ctrl-C, or a `kill`, ends everything; a second one does not wait. */
export function stopOnSignal(ending: Ending, say: (text: string) => void): void {
  let since: number | undefined;
  const stop = async () => {
    if (since !== undefined) {
      if (performance.now() - since > sameSignalMs) process.exit(130);
      return;
    }
    since = performance.now();
    say('\nStopping …');
    await ending.run();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}
