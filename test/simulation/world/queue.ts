import { type Process, startProcess } from '../engine/process.ts';
import type { Sim } from '../engine/sim.ts';

export interface Message<Body> {
  messageId: string;
  body: Body;
  receives: number;
  visibleAtMs: number;
  /** Deleted, or moved to the dead letters. */
  gone: boolean;
}

/** A standard queue of SQS with its consumer, its dead letters, and the operator who sends those in again. */
export interface Queue<Body> {
  send: (body: Body, delayMs?: number) => void;
  /** Messages that are not done with, dead letters included. */
  waiting: () => number;
}

export interface QueueOptions<Body> {
  name: string;
  /** The payment that a message is about. */
  of: (body: Body) => string;
  describe: (body: Body) => string;
  visibilityMs: number;
  consumer: { kind: string; timeoutMs: number; batchSize: number };
  handle: (message: Message<Body>, process: Process) => Promise<unknown>;
  /** Whether an operator may forget a dead letter for good: when its work is found by other means. */
  canBeForgotten: boolean;
  /** Says which errors send a message back as they should; any other is a defect. */
  isExpected: (error: unknown) => boolean;
}

const maxReceives = 5;
const deliveryMs = { usually: 10, atMost: 300 };
const redriveMs = { usually: 300_000, atMost: 1_800_000 };

/**
 * At least once, in any order: a message comes again when its visibility ends before it is deleted, sometimes beside itself,
 * and under a new id when an operator redrives it.
 */
export function createQueue<Body>(sim: Sim, options: QueueOptions<Body>): Queue<Body> {
  const { name, describe, visibilityMs, consumer } = options;
  const messages = new Set<Message<Body>>();
  let deadLetters = 0;

  const send = (body: Body, delayMs = 0) => {
    const messageId = sim.nameFor(`${name}-message-${sim.aliasOf(options.of(body))}`);
    const onItsWayMs = delayMs + sim.dice.amount(`${messageId} ms`, deliveryMs.usually, deliveryMs.atMost);
    const message = { messageId, body, receives: 0, visibleAtMs: sim.nowMs() + onItsWayMs, gone: false };
    messages.add(message);
    sim.later(onItsWayMs, () => poll(message));
  };

  const poll = (message: Message<Body>) => {
    if (message.gone || message.visibleAtMs > sim.nowMs()) return;
    receive([message, ...companionsOf(message)]);
    const again = `${message.messageId} beside itself ${message.receives}`;
    if (sim.dice.happens(again, 0.08)) sim.later(sim.dice.amount(`${again} ms`, 5, 2000), () => duplicate(message));
  };

  /** A poll may find more than one message. */
  const companionsOf = (first: Message<Body>) => {
    const visible = [...messages].filter((each) => each !== first && each.visibleAtMs <= sim.nowMs());
    const most = Math.min(visible.length, consumer.batchSize - 1);
    return visible.slice(0, most > 0 ? sim.dice.amount(`${first.messageId} with others`, 0, most) : 0);
  };

  const duplicate = (message: Message<Body>) => {
    if (message.gone) return;
    sim.count('duplicate deliveries');
    receive([message]);
  };

  const receive = (batch: Message<Body>[]) => {
    for (const message of batch) {
      message.visibleAtMs = sim.nowMs() + visibilityMs;
      message.receives += 1;
      if (message.receives > maxReceives) bury(message);
      else sim.later(visibilityMs, () => poll(message));
    }
    const [first, ...others] = batch.filter(({ gone }) => !gone);
    if (first) consume(first, [first, ...others]);
  };

  /** Deletes what was done once the whole batch is through; the rest comes again. */
  const consume = (first: Message<Body>, batch: Message<Body>[]) => {
    const process = startProcess(sim, {
      kind: consumer.kind,
      about: sim.aliasOf(options.of(first.body)),
      timeoutMs: consumer.timeoutMs,
      work: (process) => {
        sim.note(process.name, () => `takes ${batch.map(({ body }) => describe(body)).join(', ')}`);
        return Promise.allSettled(batch.map((message) => options.handle(message, process)));
      },
      done: (results) => results.forEach((result, n) => void conclude(process.name, batch[n], result)),
    });
  };

  const conclude = (who: string, message: Message<Body> | undefined, result: PromiseSettledResult<unknown>) => {
    if (!message) return;
    if (result.status === 'rejected') {
      if (!options.isExpected(result.reason)) sim.violated(`${who} fails unforeseen: ${result.reason}`);
      return sim.note(who, () => `fails: ${describe(message.body)} will come again`);
    }
    if (sim.dice.happens(`${message.messageId} is not deleted after ${message.receives}`, 0.03)) return;
    remove(message);
  };

  const remove = (message: Message<Body>) => {
    message.gone = true;
    messages.delete(message);
  };

  const bury = (message: Message<Body>) => {
    remove(message);
    sim.count('dead letters');
    sim.note(name, () => `${describe(message.body)} is a dead letter`);
    if (options.canBeForgotten && sim.dice.happens(`${message.messageId} is forgotten`, 0.5))
      return sim.count('dead letters forgotten');
    deadLetters += 1;
    sim.later(sim.dice.amount(`${message.messageId} redriven ms`, redriveMs.usually, redriveMs.atMost), () => {
      deadLetters -= 1;
      sim.count('dead letters redriven');
      sim.note('operator', () => `redrives ${describe(message.body)} under a new message id`);
      send(message.body);
    });
  };

  return { send, waiting: () => messages.size + deadLetters };
}
