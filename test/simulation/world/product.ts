import { createBatchPayment } from '#shared/domain/batches/create-batch-payment.ts';
import { acceptPayment } from '#shared/domain/payments/accept-payment.ts';
import { applyRailEvent } from '#shared/domain/payments/apply-rail-event.ts';
import { reconcilePayments } from '#shared/domain/payments/reconcile-payments.ts';
import { submitPayment } from '#shared/domain/payments/submit-payment.ts';
import { processWebhook } from '#shared/domain/webhooks/process-webhook.ts';
import type { Ports } from './ports-of.ts';

export type AcceptPorts = Ports & { resendAfterSeconds: number };
export type SubmitPorts = Ports & { askAfterSeconds: number };
export type WebhookPorts = Ports & Pick<Parameters<typeof processWebhook>[0], 'verify' | 'read' | 'quarantine'>;
export type ReconcilePorts = AcceptPorts & SubmitPorts;

/** The use cases that a simulation drives. A consumer is told the message id too: the real ones have no use for it. */
export interface Product {
  accept: (ports: AcceptPorts) => ReturnType<typeof acceptPayment>;
  createBatchPayment: typeof createBatchPayment;
  submit: (ports: SubmitPorts, messageId: string) => ReturnType<typeof submitPayment>;
  processWebhook: (ports: WebhookPorts, messageId: string) => ReturnType<typeof processWebhook>;
  reconcile: (ports: ReconcilePorts) => ReturnType<typeof reconcilePayments>;
}

/** What is deployed, wired as the functions wire it. */
export const production: Product = {
  accept: acceptPayment,
  createBatchPayment,
  submit: (ports) => submitPayment({ ...ports, apply: applyRailEvent(ports) }),
  processWebhook: (ports) => processWebhook({ ...ports, apply: applyRailEvent(ports) }),
  reconcile: (ports) => reconcilePayments({ ...ports, apply: applyRailEvent(ports) }),
};
