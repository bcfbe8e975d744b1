import { batchRoute } from '#shared/domain/batches/create-batch-payment.ts';
import type { PaymentRequest } from '#shared/domain/payments/accept-payment.ts';
import { fingerprintIn, fingerprintOf, type Scope } from '#shared/domain/payments/payment-id.ts';

/** Somebody who wants one payment made, once, and asks for it until an answer tells what became of it. */
export interface Client {
  name: string;
  partnerId: string;
  /** Clients of one partner with the same key mean the same payment, or misuse the key. */
  key: string;
  request: PaymentRequest;
  /** Through the front door, or as an item of a batch that the state machine works on. */
  way: 'front-door' | 'batch';
  startsAtMs: number;
  /** After so many attempts without an answer it gives up, and never learns what became of it. */
  patience: number;
  /** Sends every request twice at once. */
  hasty: boolean;
}

/** A sum that an operator puts on a partner's account. */
export interface Deposit {
  key: string;
  partnerId: string;
  value: number;
  startsAtMs: number;
}

export interface Population {
  clients: readonly Client[];
  deposits: readonly Deposit[];
}

/** What makes the client's requests the same request, as the routes have it. A batch of the simulation has one item. */
export function scopeOf({ partnerId, key, way }: Client): Scope {
  if (way === 'front-door') return { partnerId, route: 'POST /v1/payments', key };
  return { partnerId, route: batchRoute, key: `${key}#0` };
}

/** Short names of payments: `p2` is the one that `client-2` wants, whatever else is in the population. */
export function aliasesIn({ clients }: Population): (paymentId: string) => string {
  const aliases = new Map<string, string>();
  for (const client of clients) aliases.set(fingerprintOf(scopeOf(client)), `p${/\d+/.exec(client.name)?.[0] ?? ''}`);
  return (paymentId) => aliases.get(fingerprintIn(paymentId)) ?? paymentId;
}

export const partners = ['acme', 'globex'] as const;
export const currency = 'EUR';

/** Every way in which the sandbox bank treats a payment. */
export const scenarios = [
  'sandbox:settle',
  'sandbox:reject',
  'sandbox:fail',
  'sandbox:return',
  'sandbox:silent',
  'sandbox:twice',
  'sandbox:disorder',
  'sandbox:flaky',
  'sandbox:slow',
] as const;

export const ampleDeposits: readonly Deposit[] = partners.map((partnerId) => ({
  key: 'opening',
  partnerId,
  value: 10_000_000,
  startsAtMs: 0,
}));

export function aClient(over: Partial<Client> & { scenario?: string; value?: number } = {}): Client {
  const { scenario = 'sandbox:settle', value = 12_500, ...rest } = over;
  const name = rest.name ?? 'client-1';
  return {
    name,
    partnerId: 'acme',
    key: `key of ${name}`,
    request: requestOf(`${scenario} ${name}`, value),
    way: 'front-door',
    startsAtMs: 1000,
    patience: Number.POSITIVE_INFINITY,
    hasty: false,
    ...rest,
  };
}

/** Up to six payments, some of them asked for by more than one client, and some with a key that was used before. */
export function populationFrom(random: () => number): Population {
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const oneOf = <T>(values: readonly T[], otherwise: T) => values[upTo(values.length - 1)] ?? otherwise;
  const clients: Client[] = [];
  for (let n = 1 + upTo(5); n > 0; n--) {
    const name = `client-${clients.length + 1}`;
    const client = aClient({
      name,
      partnerId: oneOf(partners, 'acme'),
      scenario: oneOf(scenarios, 'sandbox:settle'),
      value: 1 + upTo(30_000),
      way: random() < 0.2 ? 'batch' : 'front-door',
      startsAtMs: upTo(60_000),
      patience: random() < 0.15 ? 1 + upTo(2) : Number.POSITIVE_INFINITY,
      hasty: random() < 0.15,
    });
    clients.push(client);
    if (client.way === 'front-door' && random() < 0.25) clients.push(rivalOf(client, random));
  }
  const deposits = partners.flatMap((partnerId) => [
    { key: 'opening', partnerId, value: 1 + upTo(100_000), startsAtMs: 0 },
    { key: 'later', partnerId, value: 1 + upTo(100_000), startsAtMs: upTo(300_000) },
  ]);
  return { clients, deposits };
}

/** Another process of the same partner with the same key: for the same payment, or, by mistake, for another. */
function rivalOf(client: Client, random: () => number): Client {
  const name = `${client.name}-rival`;
  const startsAtMs = client.startsAtMs + Math.floor(random() * 20_000);
  const { amount, reference } = client.request;
  const request = random() < 0.5 ? client.request : requestOf(reference, amount.value + 1);
  return { ...client, name, startsAtMs, request };
}

function requestOf(reference: string, value: number): PaymentRequest {
  const creditor = { name: 'Ada Lovelace', iban: 'DE89370400440532013000' };
  return { amount: { value, currency }, creditor, reference, metadata: {} };
}
