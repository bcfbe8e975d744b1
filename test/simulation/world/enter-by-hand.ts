import type { Payment } from '#shared/domain/payments/payment.ts';
import type { World } from './world.ts';

const delayMs = { usually: 10, atMost: 30_000 };

/**
 * Now and then somebody at the bank, who was called about a payment, enters it by hand under our id. So the bank's news can
 * be there before we have sent anything: the only way in which an event comes before `submitted`.
 */
export function enterByHand({ sim, bank, byHand }: World, { id, amount, creditor, reference }: Payment): void {
  const what = `${sim.aliasOf(id)} by hand`;
  if (!sim.dice.happens(what, 0.05)) return;
  sim.later(sim.dice.amount(`${what} ms`, delayMs.usually, delayMs.atMost), () => {
    sim.count('entered by hand');
    sim.note('bank clerk', () => `enters ${sim.aliasOf(id)} by hand`);
    byHand.add(id);
    bank.order({ id, amount, creditor, reference }, 'by-hand').catch(() => {});
  });
}
