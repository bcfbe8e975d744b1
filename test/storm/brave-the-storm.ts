import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inParallel } from '#shared/domain/in-parallel.ts';
import { type Answer, type ApiClient, apiClient, paymentRequest } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import type { startCommand } from '../support/start-command.ts';
import { insist } from './insist.ts';
import { keptTwin } from './kept-twin.ts';
import { type Order, ordersOf } from './orders.ts';

/** What the partners were told, and the twin as it stands after the storm. */
export interface Survivors {
  partners: Partner[];
  batch: Batch;
  troubles: Map<string, number>;
  /** An operator's view of the tables. */
  documents: DynamoDBDocumentClient;
  outputs: Record<string, string>;
  /** An operator's command. */
  operate: ReturnType<typeof startCommand>['operate'];
  stop(): Promise<void>;
}

interface Partner {
  id: string;
  client: ApiClient;
  told: { order: Order; answer: Answer }[];
}

interface Batch {
  id: string;
  client: ApiClient;
  orders: Order[];
}

/** Requests that a partner has under way at once. */
const width = 10;

/**
 * `npm start -- --storm` and 500 payments, and 20 orders that cost too much: 208 of each of two partners, and a batch of
 * 104. It is killed twice in their middle, and once told to stop while the last are on their way, and each time started
 * again on the state that was left.
 */
export async function braveTheStorm(): Promise<Survivors> {
  const twin = keptTwin();
  try {
    let run = await twin.start('--storm');
    const { api, partners: seeded } = run.twin();
    const partners: Partner[] = seeded.map(({ id, apiKey }: { id: string; apiKey: string }) => ({
      id,
      client: apiClient(api, apiKey),
      told: [],
    }));
    const batch = { id: 'storm', client: apiClient(api, seeded[1].apiKey), orders: ordersOf('batch', 104) };
    const working = Promise.all([...partners.map(orderAll), insist(() => createBatch(batch))]);

    for (const soMany of [120, 280]) {
      const isReached = () => partners.reduce((sum, { told }) => sum + told.length, 0) >= soMany;
      await eventually(`${soMany} answers`, isReached, { deadlineMs: 120_000 });
      await run.kill();
      run = await twin.start('--storm');
    }
    await working;
    await run.interrupt();
    run = await twin.start();

    const { endpoints, region, outputs } = run.twin();
    const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
    const tables = new DynamoDBClient({ endpoint: endpoints.dynamodb, region, credentials });
    const documents = DynamoDBDocumentClient.from(tables);
    const stop = () => {
      tables.destroy();
      return twin.stop();
    };
    return { partners, batch, troubles: twin.troubles(), documents, outputs, operate: run.operate, stop };
  } catch (error) {
    await twin.stop();
    throw error;
  }
}

async function orderAll({ id, client, told }: Partner): Promise<void> {
  const results = await inParallel(ordersOf(id, 208), width, async (order) => {
    const body = requestFor(order);
    const answer = await insist(() => client('POST', '/v1/payments', { key: order.key, body }));
    told.push({ order, answer });
  });
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** A 400 comes after a 202 that got lost: the batch was taken, and a read of it tells. */
function createBatch({ id, client, orders }: Batch): Promise<Answer> {
  return client('POST', '/v1/payment-batches', { key: id, body: { payments: orders.map(requestFor) } });
}

function requestFor({ reference, value }: Order) {
  return paymentRequest({ reference, amount: { value, currency: 'EUR' } });
}
