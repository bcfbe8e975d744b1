/**
 * `node test/bench/hot-partner.ts`: one partner creates 200 payments at once, over the real adapters, with balances in 1 to 16
 * shards. How DynamoDB treats transactions that meet is a model (test/support/contended-tables.ts), not AWS.
 */
import { arch, cpus, loadavg, platform, release } from 'node:os';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { bookDeposit } from '#shared/adapters/ledger/book-deposit.ts';
import { readBalances } from '#shared/adapters/ledger/read-balances.ts';
import { savePayment } from '#shared/adapters/save-payment.ts';
import { DomainError, RetryLater } from '#shared/domain/errors.ts';
import { depositOf } from '#shared/domain/ledger/deposit.ts';
import { acceptPayment } from '#shared/domain/payments/accept-payment.ts';
import { aRequest, aScope } from '../support/a-payment.ts';
import { contention, serveTables } from '../support/contended-tables.ts';
import { anybody, startTables } from '../support/start-tables.ts';

const creates = 200;
const amount = { value: 12_500, currency: 'EUR' };
const travelMs = 2;
const shardCounts = [1, 2, 4, 8, 16];

interface Row {
  scenario: string;
  shards: number;
  accepted: number;
  refused: number;
  gaveUp: number;
  transactions: number;
  conflicts: number;
  p50Ms: number;
  p99Ms: number;
  allMs: number;
  isRight: boolean;
}

const loadBefore = loadavg()[0]?.toFixed(1);
const tables = await startTables();
const rows: Row[] = [];
try {
  for (const preparedMs of [5, 20]) {
    const plenty = `${preparedMs} ms, plenty`;
    for (const shards of shardCounts) rows.push(await measure(plenty, { preparedMs, shards, funds: 100 * creates }));
    const half = `${preparedMs} ms, money for half`;
    for (const shards of shardCounts) rows.push(await measure(half, { preparedMs, shards, funds: creates / 2 }));
  }
} finally {
  await tables.stop();
}
print(rows);
if (rows.some(({ isRight }) => !isRight)) process.exitCode = 1;

/** `funds` counts payments that could be paid. */
async function measure(
  scenario: string,
  { preparedMs, shards, funds }: { preparedMs: number; shards: number; funds: number },
): Promise<Row> {
  const partnerId = `hot-${preparedMs}-${shards}-${funds}`;
  const model = contention({ preparedMs, travelMs });
  const front = await serveTables(tables.url, model.treat);
  // On Lambda each request has a process, and so a connection, of its own.
  const requestHandler = { httpAgent: { maxSockets: creates } };
  const client = new DynamoDBClient({
    endpoint: front.url,
    region: 'eu-central-1',
    credentials: anybody,
    requestHandler,
  });
  const db = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const names = { paymentsTable: 'PaymentsTable', ledgerTable: 'LedgerTable' };
  const deposit = { partnerId, amount: { ...amount, value: funds * amount.value }, key: 'opening' };
  await bookDeposit(db, names.ledgerTable, shards)(depositOf(deposit, new Date().toISOString()));

  const accept = acceptPayment({
    save: savePayment(db, names, shards),
    enqueue: async () => {},
    nowMs: Date.now,
    resendAfterSeconds: 10,
  });
  const tookMs: number[] = [];
  const outcomes: string[] = [];
  model.reset();
  const startedAt = performance.now();
  const create = async (n: number) => {
    const scope = aScope({ partnerId, key: `key-${n}` });
    outcomes.push(await outcomeOf(accept({ scope, request: aRequest({ amount }), requestId: `request-${n}` })));
    tookMs.push(performance.now() - startedAt);
  };
  await Promise.all(Array.from({ length: creates }, (_, n) => create(n)));
  const allMs = performance.now() - startedAt;
  const { tried, conflicts } = model.counts;

  const count = (outcome: string) => outcomes.filter((each) => each === outcome).length;
  const held = count('accepted') * amount.value;
  const [balance] = await readBalances(db, names.ledgerTable)(partnerId);
  client.destroy();
  await front.stop();
  return {
    scenario,
    shards,
    accepted: count('accepted'),
    refused: count('insufficient-funds'),
    gaveUp: count('gave up'),
    transactions: tried,
    conflicts,
    p50Ms: percentile(tookMs, 0.5),
    p99Ms: percentile(tookMs, 0.99),
    allMs,
    isRight: balance?.held === held && balance.available === deposit.amount.value - held,
  };
}

async function outcomeOf(acceptance: Promise<{ outcome: string }>): Promise<string> {
  try {
    return (await acceptance).outcome;
  } catch (error) {
    if (error instanceof RetryLater) return 'gave up';
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

function percentile(values: number[], p: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

function print(measured: Row[]): void {
  const lines = [
    `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model} × ${cpus().length}, ${platform()} ${release()} ${arch()}, Node ${process.version}, load ${loadBefore} before the start; ` +
      `${creates} creates at once; a call travels ${travelMs} ms each way; client, model and engine share the machine.`,
    '',
    '| an item is taken for; funds | shards | accepted | refused | gave up | transactions | conflicts | p50 ms | p99 ms | all ms | balance |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|',
    ...measured.map((row) =>
      [
        '',
        row.scenario,
        row.shards,
        row.accepted,
        row.refused,
        row.gaveUp,
        row.transactions,
        row.conflicts,
        row.p50Ms.toFixed(0),
        row.p99Ms.toFixed(0),
        row.allMs.toFixed(0),
        row.isRight ? 'right' : 'WRONG',
        '',
      ]
        .join(' | ')
        .trim(),
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
