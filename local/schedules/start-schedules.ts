import { setTimeout as delay } from 'node:timers/promises';
import type { Functions } from '../lambda/functions.ts';
import type { Observer } from '../observer.ts';
import type { Stack } from '../template/stack.ts';
import { readSchedule, type Schedule } from './schedule.ts';
import { scheduledEvent } from './scheduled-event.ts';

export { honoured } from './honoured.ts';

export interface SchedulesOptions {
  stack: Stack;
  functions: Pick<Functions, 'permits' | 'invokeLater'>;
  observe: Observer;
  clock?: Clock;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export interface Schedules {
  stop(): Promise<void>;
}

const systemClock: Clock = {
  now: Date.now,
  wait: (ms, signal) => delay(ms, undefined, { signal }),
};

/** A timer cannot wait for longer than 24 days. */
const longestWaitMs = 86_400_000;

/**
 * Fires the stack's scheduled rules: first when an interval has passed since the start, then once an interval, whether or
 * not the run before is over. Rules invoke asynchronously, so a failing function is tried again.
 */
export function startSchedules({ stack, functions, observe, clock = systemClock }: SchedulesOptions): Schedules {
  const stopper = new AbortController();
  const { signal } = stopper;
  const schedules = stack
    .ofType('AWS::Events::Rule')
    .map((rule) => readSchedule(rule, functions, observe.notice))
    .filter((schedule) => schedule !== undefined);

  function fire({ ruleArn, targets }: Schedule, timeMs: number): void {
    const event = scheduledEvent(ruleArn, timeMs, stack);
    for (const { functionArn, input } of targets) functions.invokeLater(functionArn, input ?? event);
  }

  async function run(schedule: Schedule): Promise<void> {
    let dueAt = clock.now() + schedule.intervalMs;
    for (;;) {
      while (clock.now() < dueAt) await clock.wait(Math.min(dueAt - clock.now(), longestWaitMs), signal);
      fire(schedule, dueAt);
      dueAt = nextDue(dueAt, schedule.intervalMs, clock.now());
    }
  }

  const running = schedules.map((schedule) =>
    run(schedule).catch((error: unknown) => {
      if (!signal.aborted) observe.notice(`${schedule.ruleArn} stopped firing: ${error}`);
    }),
  );
  return {
    async stop() {
      stopper.abort();
      await Promise.all(running);
    },
  };
}

/** What was missed while the machine slept is not made up for. */
function nextDue(dueAt: number, intervalMs: number, now: number): number {
  return dueAt + intervalMs * Math.max(1, Math.ceil((now - dueAt + 1) / intervalMs));
}
