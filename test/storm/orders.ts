import { sandboxScenarios } from '../support/sandbox-scenarios.ts';

/** One payment that a partner wants, and what must become of it, whatever happens on the way. */
export interface Order {
  key: string;
  reference: string;
  value: number;
  /** `refused`: it costs more than the partner has. */
  ends: 'settled' | 'failed' | 'returned' | 'refused';
}

/** Minor units; the demo partners are given less. */
const tooMuch = 500_000_000;

/** So many orders, of all scenarios in turn; every 25th wants too much. */
export function ordersOf(partner: string, count: number): Order[] {
  return Array.from({ length: count }, (_, n) => {
    const key = `${partner}-order-${n}`;
    const scenario = sandboxScenarios[n % sandboxScenarios.length];
    if (!scenario || n % 25 === 24) return { key, reference: 'too dear', value: tooMuch, ends: 'refused' };
    return { key, ...scenario, value: 100 + n };
  });
}
