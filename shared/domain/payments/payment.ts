/** A payment as Sluice keeps it. Amounts are integer minor units; times are ISO 8601 UTC with milliseconds. */
export interface Payment {
  /** `pay_` and a ULID: 48 bits of acceptance time, 80 bits of the fingerprint of (partner, route, key). */
  id: string;
  partnerId: string;
  status: PaymentStatus;
  amount: Money;
  creditor: Creditor;
  reference: string;
  metadata: Record<string, string>;
  createdAt: string;
  updatedAt: string;
  /** Why the payment failed or was returned; present exactly then. */
  failure?: Failure;
  batchId?: string;
  /** SHA-256 of the canonical request: tells a retry from another request under the same key. */
  requestHash: string;
  /** The front door's request id, carried to every consumer. */
  requestId: string;
  /** Counts the writes; each write names the version that it replaces. */
  version: number;
  /** When the reconciler looks at it next; absent once nothing is awaited. */
  dueAt?: string;
  /** How often the reconciler has looked since the last progress; sets its back-off. */
  checks: number;
  /** Rail events that came before the state they need. They apply when it is reached. */
  early: RailEvent[];
}

export interface Money {
  value: number;
  currency: string;
}

export interface Creditor {
  name: string;
  iban: string;
}

export interface Failure {
  code: string;
  message: string;
}

export type PaymentStatus = 'accepted' | 'submitted' | 'settled' | 'failed' | 'returned';

/** What a rail tells of a payment that it was given. */
export interface RailEvent {
  /** The sender's event id, the same in every delivery of the event. */
  id: string;
  type: 'settled' | 'failed' | 'returned';
  failure?: Failure;
}
