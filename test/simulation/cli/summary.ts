import { faults } from '../engine/fault.ts';
import type { Simulated } from '../simulate.ts';

/** What was played and what went wrong in it, for people. */
export function summary({ histories, steps, counts, failure }: Simulated, tookMs: number): string {
  const seconds = tookMs / 1000;
  const injected: readonly string[] = faults;
  const others = Object.keys(counts).filter((what) => !injected.includes(what) && what !== 'crashes');
  const listed = (names: readonly string[]) => names.map((name) => `${name} ${show(counts[name] ?? 0)}`).join(', ');
  return [
    `${show(histories)} histories in ${seconds.toFixed(1)} s (${(histories / seconds).toFixed(0)}/s), ${show(steps)} steps`,
    `crashes: ${show(counts.crashes ?? 0)}`,
    `faults at calls: ${listed(faults)}`,
    `other trouble: ${listed(others.sort())}`,
    failure ? `A rule was broken: ${failure.violation}` : 'No rule was broken.',
  ].join('\n');
}

function show(count: number): string {
  return count.toLocaleString('en');
}
