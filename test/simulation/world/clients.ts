import { DomainError } from '#shared/domain/errors.ts';
import { startProcess } from '../engine/process.ts';
import type { Client } from '../population.ts';
import { answerTo, type Told } from './front-door.ts';
import { isExpected } from './is-expected.ts';
import type { World } from './world.ts';

export interface Clients {
  /** What each client was told for good, as often as it was told. */
  told: ReadonlyMap<Client, readonly Told[]>;
  /** How many neither know nor have given up. */
  waiting: () => number;
}

const timeoutMs = 10_000;
const repeatMs = { usually: 12_000, atMost: 40_000 };

/** Clients ask until they are told, with the same key each time; some give up before. */
export function startClients(world: World, clients: readonly Client[]): Clients {
  const { sim } = world;
  const told = new Map<Client, Told[]>(clients.map((client) => [client, []]));
  let waiting = clients.length;

  const attempt = (client: Client, n: number) => {
    if (told.get(client)?.length) return;
    if (n > client.patience) {
      waiting -= 1;
      return sim.note(client.name, () => 'gives up');
    }
    for (let copies = client.hasty ? 2 : 1; copies > 0; copies--) request(client);
    const repeatAfterMs = sim.dice.amount(`${client.name} repeats ${n} ms`, repeatMs.usually, repeatMs.atMost);
    sim.later(1000 + repeatAfterMs, () => attempt(client, n + 1));
  };

  const request = (client: Client) => {
    const requestId = sim.nameFor(`request-${client.name}`);
    startProcess(sim, {
      kind: client.way === 'batch' ? 'batch-task' : 'api',
      about: client.name,
      timeoutMs,
      work: (process) => {
        sim.note(client.name, () => `asks ${process.name} for ${describe(client)}`);
        return answerTo(world, client, requestId, process);
      },
      done: (answer) => tell(client, answer, requestId),
      failed: (error) => {
        const refusal = refusalFrom(error);
        if (refusal) tell(client, refusal, requestId);
        else if (!isExpected(error)) sim.violated(`the front door fails unforeseen: ${error}`);
      },
    });
  };

  const tell = (client: Client, answer: Told, requestId: string) => {
    if (sim.dice.happens(`${client.name} misses the answer to ${requestId}`, 0.1))
      return sim.note(client.name, () => '✗ misses the answer');
    sim.note(client.name, () => `is told: ${Object.values(answer).join()}`);
    if (told.get(client)?.length === 0) waiting -= 1;
    told.get(client)?.push(answer);
  };

  for (const client of clients) sim.later(client.startsAtMs, () => attempt(client, 1));
  return { told, waiting: () => waiting };
}

/** The refusals that no repetition mends. */
function refusalFrom(error: unknown): Told | undefined {
  const isFinal =
    error instanceof DomainError && (error.code === 'idempotency-key-reused' || error.code === 'insufficient-funds');
  return isFinal ? { refused: error.code } : undefined;
}

function describe({ key, request: { amount, reference } }: Client): string {
  return `${amount.value} ${amount.currency}, "${reference}", under "${key}"`;
}
