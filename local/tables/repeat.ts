/** Does the work again and again with a pause between, one at a time. `stop` waits for what is under way. */
export function repeat(work: () => Promise<void>, pauseMs: number): { stop(): Promise<void> } {
  let stopped = false;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  const schedule = (): void => {
    timer = setTimeout(() => {
      // What fails is tried again after the next pause.
      running = work()
        .catch(() => undefined)
        .then(() => {
          if (!stopped) schedule();
        });
    }, pauseMs);
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
