/** What has to be ended, whatever is to blame for the end. */
export interface Ending {
  /** Runs before what was added earlier. */
  add(step: () => unknown): void;
  /** True from the moment that the end was called for. */
  hasBegun(): boolean;
  /** Runs every step, once however often it is called. */
  run(): Promise<void>;
}

export function createEnding(): Ending {
  const steps: (() => unknown)[] = [];
  let ended: Promise<void> | undefined;
  // A step that fails keeps none of the others from running.
  const runAll = async (): Promise<void> => {
    const step = steps.pop();
    if (!step) return;
    try {
      await step();
    } finally {
      await runAll();
    }
  };
  return {
    add: (step) => steps.push(step),
    hasBegun: () => ended !== undefined,
    run() {
      ended ??= runAll();
      return ended;
    },
  };
}
