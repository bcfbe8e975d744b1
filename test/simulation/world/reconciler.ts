import { startProcess } from '../engine/process.ts';
import { isExpected } from './is-expected.ts';
import { portsOf } from './ports-of.ts';
import { askAfterSeconds, resendAfterSeconds, type World } from './world.ts';

const everyMs = 60_000;
const timeoutMs = 50_000;

/** Runs the reconciler every minute. A minute in which its index shows nothing due is not worth a process. */
export function startReconciler(world: World): void {
  const { sim, index } = world;
  const tick = () => {
    sim.later(everyMs, tick);
    if (index.due(new Date(sim.nowMs()).toISOString(), 1).length > 0) reconcile(world);
  };
  sim.later(everyMs, tick);
}

function reconcile(world: World): void {
  const { sim, product } = world;
  const until = sim.nowMs() + 30_000;
  startProcess(sim, {
    kind: 'reconciler',
    about: new Date(sim.nowMs()).toISOString().slice(11, 16),
    timeoutMs,
    work: (process) => {
      const ports = { ...portsOf(world, process), resendAfterSeconds, askAfterSeconds };
      return product.reconcile(ports)(until);
    },
    done: ({ errors }) => errors.forEach(expectOnlyKnown),
    failed: expectOnlyKnown,
  });

  function expectOnlyKnown(error: unknown): void {
    if (!isExpected(error)) sim.violated(`the reconciler fails unforeseen: ${error}`);
  }
}
