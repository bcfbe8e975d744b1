import { RetryLater } from '#shared/domain/errors.ts';
import { type CallKind, faultsOf } from './fault.ts';
import { isAlive, kill, type Process } from './process.ts';
import type { Sim } from './sim.ts';
import { summaryOf } from './summary-of.ts';

export interface PortCall<T> {
  port: string;
  /** The payment that the call is about. */
  of?: string;
  /** More of it, for the history. */
  about?: string;
  /** Says what can go wrong. */
  kind: CallKind;
  /** What the call does, all at once when its turn comes. */
  effect: () => Promise<T>;
  /** What the port answers when others get ahead; without it, `conflict` is a refusal. */
  overtaken?: T;
  /** For an effect that takes time of its own: after so long the caller hears nothing any more. */
  patienceMs?: number;
}

/** No answer came; whether anything was done is open. */
class NoAnswer extends RetryLater {}

/** How late a slow call is: late enough to outlive its caller. */
const lateMs = { usually: 20_000, atMost: 90_000 };

/** A process calls a port: its effect happens when its turn comes, and then the answer is delivered, or something goes wrong. */
export function callPort<T>(sim: Sim, process: Process, call: PortCall<T>): Promise<T> {
  const name = call.of ? `${call.port} ${sim.aliasOf(call.of)}` : call.port;
  const what = sim.nameFor(`${process.kind} ${name}`);
  const fault = sim.dice.faultOf(what, faultsOf[call.kind]);
  const delayMs = sim.dice.callMs(`${what} ms`);
  const slowMs = fault === 'slow' ? sim.dice.amount(`${what} late ms`, lateMs.usually, lateMs.atMost) : 0;
  if (fault) sim.count(fault);
  const described = () => (call.about ? `${name} ${call.about}` : name);
  return new Promise((resolve, reject) => {
    let isOver = false;
    /** A process hears one answer, and none when it is dead. */
    const hear = (text: () => string, go: () => void) => {
      if (isOver) return;
      isOver = true;
      sim.note(process.name, text);
      if (isAlive(sim, process)) go();
    };
    const answer = (result: T) =>
      hear(
        () => `${described()} → ${summaryOf(result)}`,
        () => resolve(result),
      );
    const refuse = (why: string) =>
      hear(
        () => `✗ ${described()}: ${why}`,
        () => reject(new NoAnswer(`${name}: ${why}`)),
      );
    const arrive = () => {
      switch (fault) {
        case 'dies-before':
          return kill(sim, process, `before ${name}`);
        case 'refused':
          return refuse('refused');
        case 'conflict':
          return call.overtaken === undefined ? refuse('others are ahead') : answer(call.overtaken);
        case 'lost':
          return act(() => refuse('done, but the answer is lost'));
        case 'dies-after':
          return act(() => kill(sim, process, `after ${name}`));
        case 'repeated':
          sim.note(process.name, () => `✗ ${described()}: done, and sent again`);
          return act(() => sim.later(delayMs, () => act(answer)));
        default:
          return act(answer);
      }
    };
    /** An effect fails as its port does, or else by a defect. */
    const act = (then: (result: T) => void) => {
      call.effect().then(then, (error) => {
        if (error instanceof RetryLater) return refuse(error.message);
        sim.violated(`${name} fails unforeseen: ${error}`);
      });
    };
    sim.later(delayMs + slowMs, arrive);
    if (call.patienceMs) sim.later(call.patienceMs, () => refuse('no answer in time'));
  });
}

/** The call of a port by which a process waits. */
export function waiting(sim: Sim, ms: number): PortCall<void> {
  return {
    port: 'wait',
    kind: 'wait',
    effect: () => new Promise((resolve) => sim.later(ms, resolve)),
  };
}
