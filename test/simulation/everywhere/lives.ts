import type { Decision } from '../engine/dice.ts';
import type { History } from '../history.ts';
import { aClient, ampleDeposits, type Client, scenarios } from '../population.ts';

/** Histories in which, between them, every use case makes every call that it can make. */
export const lives: Record<string, History> = {
  ...Object.fromEntries(scenarios.map((scenario) => [scenario, life([aClient({ scenario })])])),
  'an item of a batch': life([aClient({ way: 'batch' })]),
  'two clients with one key at once': life([aClient(), { ...aClient(), name: 'client-1-rival' }]),
  'a client with a key that made another payment': life([
    aClient(),
    aClient({ name: 'client-1-rival', key: 'key of client-1', scenario: 'sandbox:fail' }),
  ]),
  'more money than there is': life([aClient({ value: 10_000_001 })]),
  'a worker that is not told': life([aClient()], ['api enqueue p1-1', 'refused']),
  'an order that the bank never got': life([aClient()], ['worker replace p1-1', 'dies-after']),
  'news before the order': life([aClient()], ['p1 by hand', true]),
  'a return that the bank has to be asked about': life(
    [aClient({ scenario: 'sandbox:disorder' })],
    ['bank-news post p1-1', 'refused'],
    ['bank-news post p1-2', 'refused'],
  ),
  'two writers of one payment': life([aClient()], ['worker replace p1-1', 'conflict']),
  'a delivery that was done, and is redriven all the same': life(
    [aClient()],
    ...fiveTimes((n): Named => [`webhooks-message-p1-1 is not deleted after ${n}`, true]),
  ),
  'a dead letter': life([aClient()], ...fiveTimes((n): Named => [`webhook-consumer secrets-${n}`, 'refused'])),
};

type Named = [what: string, decision: Decision];

/** A sixth receive makes a message a dead letter. */
function fiveTimes(name: (n: number) => Named): Named[] {
  return [1, 2, 3, 4, 5].map(name);
}

function life(clients: readonly Client[], ...decisions: Named[]): History {
  return { population: { clients, deposits: ampleDeposits }, decisions: new Map(decisions) };
}
