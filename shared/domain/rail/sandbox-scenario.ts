import type { Failure, RailEvent } from '../payments/payment.ts';

/** How the sandbox bank treats a payment: what it answers, and what becomes of the payment when. */
export interface Scenario {
  answer: 'taken' | 'rejected';
  failure?: Failure;
  /** The first order is taken but answered with a 500. */
  fumblesFirstAnswer?: boolean;
  answersAfterMs?: number;
  steps: Step[];
}

/** The payment comes to this state, and the bank posts an event about it unless it keeps silent. */
export interface Step {
  type: RailEvent['type'];
  afterSeconds: number;
  silent?: boolean;
  failure?: Failure;
}

const settled: Step = { type: 'settled', afterSeconds: 1 };
const closed: Failure = { code: 'account-closed', message: 'The creditor account is closed.' };
const refused: Failure = { code: 'creditor-bank-refused', message: 'The creditor bank refused the payment.' };
const sentBack: Failure = { code: 'returned-by-creditor', message: 'The creditor sent the payment back.' };

/** Selected by the start of the payment's reference; any other reference settles. */
const scenarios: Record<string, Scenario> = {
  'sandbox:settle': { answer: 'taken', steps: [settled] },
  'sandbox:reject': { answer: 'rejected', failure: closed, steps: [] },
  'sandbox:fail': { answer: 'taken', steps: [{ type: 'failed', afterSeconds: 1, failure: refused }] },
  'sandbox:return': { answer: 'taken', steps: [settled, { type: 'returned', afterSeconds: 4, failure: sentBack }] },
  'sandbox:silent': { answer: 'taken', steps: [{ ...settled, silent: true }] },
  'sandbox:twice': { answer: 'taken', steps: [settled, { ...settled, afterSeconds: 2 }] },
  'sandbox:disorder': {
    answer: 'taken',
    steps: [
      { type: 'returned', afterSeconds: 1, failure: sentBack },
      { ...settled, afterSeconds: 4 },
    ],
  },
  'sandbox:flaky': { answer: 'taken', fumblesFirstAnswer: true, steps: [{ ...settled, afterSeconds: 2 }] },
  'sandbox:slow': { answer: 'taken', answersAfterMs: 2000, steps: [{ ...settled, afterSeconds: 3 }] },
};

const settle: Scenario = { answer: 'taken', steps: [settled] };

export function scenarioFor(reference: string): Scenario {
  const named = Object.entries(scenarios).find(([prefix]) => reference.startsWith(prefix));
  return named?.[1] ?? settle;
}
