import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * What a row of docs/idempotency.md needs of Sluice. There are two: the functions called one by one, and the whole product
 * over HTTP on the twin. A row that uses nothing else holds for both.
 */
export interface Door {
  /** POST /v1/payments. */
  create(request: CreateRequest): Promise<Answer>;
  get(paymentId: string, partner?: Partner): Promise<Answer>;
  list(query: Record<string, string>, partner?: Partner): Promise<Answer>;
  /** POST /v1/payment-batches. */
  startBatch(request: { key: string; payments: unknown[]; partner?: Partner }): Promise<Answer>;
  getBatch(batchId: string): Promise<Answer>;
  /** Resolves when the bank has carried out the payment. */
  settled(paymentId: string): Promise<void>;
  /** Lets the next `times` calls of this kind that a function makes go wrong. */
  breakCall(call: TableCall, effect: Effect, times?: number): Broken;
  /** How many calls the functions behind `create` and `list` made to the tables so far. */
  tableCalls(): number;
  /** An operator's view of the tables. */
  documents: DynamoDBDocumentClient;
  tables: Record<'keys' | 'payments' | 'ledger', string>;
}

export type Partner = 'acme' | 'globex';

export interface CreateRequest {
  partner?: Partner;
  /** The Idempotency-Key header as it stands in the request; without it there is none. */
  key?: string;
  /** A text is sent as it is, anything else as JSON; a good payment if left out. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  /** By lower-case name. */
  headers: Record<string, string>;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the body of an answer as JSON of whatever shape it expects
  json: any;
}

export interface TableCall {
  operation: 'PutItem' | 'UpdateItem' | 'GetItem' | 'TransactWriteItems';
  /** One of the tables that it touches. */
  table: string;
}

/**
 * - `fail`, `throttle`: the service says so, and nothing was done
 * - `drop`: it is done, and its answer is lost
 * - `hold`: it is not done, and no answer comes, until `release`
 */
export type Effect = 'fail' | 'throttle' | 'drop' | 'hold';

export interface Broken {
  /** Resolves when a call was struck for the first time. */
  struck: Promise<void>;
  /** From now on calls pass. Those that are held stay so. */
  end(): void;
  /** As `end`, and what is held goes on. */
  release(): void;
}

/** The AWS SDK tries each call of a function twice (`callLimits`): what it is to notice must happen twice. */
export const bothAttempts = 2;
