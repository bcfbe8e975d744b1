import {
  type AdvanceSandboxPayment,
  type FindSandboxPayment,
  type MarkSandboxScheduled,
  type SandboxPayment,
  sandboxMoves,
  type TakeSandboxPayment,
} from '#shared/domain/rail/sandbox-payment.ts';

export interface SandboxTable {
  take: TakeSandboxPayment;
  find: FindSandboxPayment;
  markScheduled: MarkSandboxScheduled;
  advance: AdvanceSandboxPayment;
}

export interface FakeSandboxTable extends SandboxTable {
  payments: ReadonlyMap<string, SandboxPayment>;
}

/** In memory; the same contract suite runs against it and against DynamoDB. */
export function fakeSandboxTable(): FakeSandboxTable {
  const payments = new Map<string, SandboxPayment>();
  const change = (paymentId: string, over: Partial<SandboxPayment>) => {
    const payment = payments.get(paymentId);
    if (payment) payments.set(paymentId, { ...payment, ...over });
  };
  return {
    payments,
    take: async (payment) => {
      const existing = payments.get(payment.paymentId);
      if (!existing) payments.set(payment.paymentId, structuredClone(payment));
      return { isNew: !existing, payment: structuredClone(existing ?? payment) };
    },
    find: async (paymentId) => structuredClone(payments.get(paymentId)),
    markScheduled: async (paymentId) => change(paymentId, { scheduled: true }),
    advance: async (paymentId, status, failure) => {
      const from = payments.get(paymentId)?.status;
      if (from && sandboxMoves[status].includes(from)) change(paymentId, failure ? { status, failure } : { status });
    },
  };
}
