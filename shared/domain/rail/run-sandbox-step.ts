import type { AdvanceSandboxPayment, PostSandboxEvent, SandboxStep } from './sandbox-payment.ts';

/** A payment of the sandbox bank comes to its next state; then the bank tells, as often as it takes to be heard. */
export function runSandboxStep({ advance, post }: { advance: AdvanceSandboxPayment; post: PostSandboxEvent }) {
  return async (step: SandboxStep): Promise<void> => {
    await advance(step.paymentId, step.type, step.failure);
    if (step.notify) await post(step);
  };
}
