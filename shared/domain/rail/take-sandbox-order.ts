import type { RailOrder } from './rail.ts';
import type {
  MarkSandboxScheduled,
  SandboxPayment,
  ScheduleSandboxStep,
  TakeSandboxPayment,
} from './sandbox-payment.ts';
import { type Scenario, type Step, scenarioFor } from './sandbox-scenario.ts';

interface Ports {
  take: TakeSandboxPayment;
  schedule: ScheduleSandboxStep;
  markScheduled: MarkSandboxScheduled;
  wait: (ms: number) => Promise<void>;
}

/**
 * The sandbox bank takes an order, once per id. What is to become of it is scheduled before the answer is given; a
 * crash in between leaves `scheduled` false, and the next order with this id makes up for it.
 */
export function takeSandboxOrder({ take, schedule, markScheduled, wait }: Ports) {
  return async (order: RailOrder, requestId: string): Promise<{ fumbles: boolean; payment: SandboxPayment }> => {
    const scenario = scenarioFor(order.reference);
    const { isNew, payment } = await take(firstState(order, scenario));
    if (!payment.scheduled) {
      const put = ({ type, failure, silent, afterSeconds }: Step) => {
        const eventId = `evt_${order.id}_${type}`;
        return schedule({ paymentId: order.id, eventId, type, failure, notify: !silent, requestId }, afterSeconds);
      };
      // The settlement last: who has heard of it does not order again, and what was not scheduled by then would never be.
      await Promise.all(scenario.steps.filter(({ type }) => type !== 'settled').map(put));
      await Promise.all(scenario.steps.filter(({ type }) => type === 'settled').map(put));
      await markScheduled(order.id);
    }
    if (isNew && scenario.answersAfterMs) await wait(scenario.answersAfterMs);
    return { fumbles: isNew && scenario.fumblesFirstAnswer === true, payment };
  };
}

function firstState({ id }: RailOrder, { answer, failure, steps }: Scenario): SandboxPayment {
  const status = answer === 'rejected' ? 'rejected' : 'pending';
  return { paymentId: id, status, failure, scheduled: steps.length === 0 };
}
