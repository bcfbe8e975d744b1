import { depositOf } from '#shared/domain/ledger/deposit.ts';
import { callPort } from '../engine/call-port.ts';
import { startProcess } from '../engine/process.ts';
import { currency, type Deposit } from '../population.ts';
import { isExpected } from './is-expected.ts';
import type { World } from './world.ts';

export interface Deposits {
  /** How many are not known to be booked. */
  waiting: () => number;
}

const timeoutMs = 30_000;
const repeatMs = 20_000;

/** An operator deposits, under the same key until it is known to be booked. */
export function startDeposits({ sim, store }: World, deposits: readonly Deposit[]): Deposits {
  const waiting = new Set(deposits);

  const attempt = (deposit: Deposit) => {
    if (!waiting.has(deposit)) return;
    const { partnerId, key, value } = deposit;
    startProcess(sim, {
      kind: 'operator',
      about: `${partnerId}-${key}`,
      timeoutMs,
      work: (process) =>
        callPort(sim, process, {
          port: 'deposit',
          about: `${value} ${currency} for ${partnerId} under "${key}"`,
          kind: 'contended',
          effect: () =>
            store.deposit(
              depositOf({ partnerId, key, amount: { value, currency } }, new Date(sim.nowMs()).toISOString()),
            ),
        }),
      done: (outcome) => {
        if (outcome === 'booked' || outcome === 'already') waiting.delete(deposit);
        else sim.violated(`a deposit is ${outcome}`);
      },
      failed: (error) => {
        if (!isExpected(error)) sim.violated(`a deposit fails unforeseen: ${error}`);
      },
    });
    sim.later(repeatMs, () => attempt(deposit));
  };

  for (const deposit of deposits) sim.later(deposit.startsAtMs, () => attempt(deposit));
  return { waiting: () => waiting.size };
}
