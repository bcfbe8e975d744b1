import type { Sim } from './sim.ts';

/** One run of a function, which can be killed at any time. Nothing that it would have done afterwards happens. */
export interface Process {
  kind: string;
  name: string;
  killed: boolean;
  /** When its function's time is up, epoch ms. */
  endsAtMs: number;
}

export interface Run<T> {
  kind: string;
  /** The payment, or whatever else it runs for. */
  about: string;
  timeoutMs: number;
  work: (process: Process) => Promise<T>;
  /** Of these one is called, or none: a process that dies tells nobody. */
  done?: (result: T) => void;
  failed?: (error: unknown) => void;
}

export function startProcess<T>(sim: Sim, { kind, about, timeoutMs, work, done, failed }: Run<T>): Process {
  const name = sim.nameFor(`${kind}-${about}`);
  const process = { kind, name, killed: false, endsAtMs: sim.nowMs() + timeoutMs };
  work(process).then(
    (result) => {
      if (isAlive(sim, process)) done?.(result);
    },
    (error: unknown) => {
      if (isAlive(sim, process)) failed?.(error);
    },
  );
  return process;
}

export function kill(sim: Sim, process: Process, where: string): void {
  if (!isAlive(sim, process)) return;
  process.killed = true;
  sim.count('crashes');
  sim.note(process.name, () => `✗ dies ${where}`);
}

export function isAlive(sim: Sim, process: Process): boolean {
  return !process.killed && sim.nowMs() < process.endsAtMs;
}
