import type { Failure, RailEvent } from '../payments/payment.ts';

/** A payment as the sandbox bank keeps it. */
export interface SandboxPayment {
  paymentId: string;
  status: SandboxStatus;
  failure?: Failure;
  /** Everything that will become of it is on the queue. */
  scheduled: boolean;
}

export type SandboxStatus = 'pending' | 'rejected' | RailEvent['type'];

/** What is to become of a payment, on the bank's own delay queue. */
export interface SandboxStep {
  paymentId: string;
  /** The same for every post of one event. */
  eventId: string;
  type: RailEvent['type'];
  failure?: Failure;
  notify: boolean;
  requestId: string;
}

/** Writes a payment that is not there yet; otherwise gives the one that is. */
export type TakeSandboxPayment = (payment: SandboxPayment) => Promise<{ isNew: boolean; payment: SandboxPayment }>;

export type FindSandboxPayment = (paymentId: string) => Promise<SandboxPayment | undefined>;

export type ScheduleSandboxStep = (step: SandboxStep, afterSeconds: number) => Promise<void>;

export type MarkSandboxScheduled = (paymentId: string) => Promise<void>;

/** Moves a payment on. A state never goes back: a payment that was returned stays so when `settled` comes after. */
export type AdvanceSandboxPayment = (paymentId: string, to: RailEvent['type'], failure?: Failure) => Promise<void>;

/** Posts a signed event to Sluice. Throws `RetryLater` unless it was taken in. */
export type PostSandboxEvent = (step: SandboxStep) => Promise<void>;

/** States from which a payment may come to each state. */
export const sandboxMoves: Record<RailEvent['type'], readonly SandboxStatus[]> = {
  settled: ['pending'],
  failed: ['pending'],
  returned: ['pending', 'settled'],
};
