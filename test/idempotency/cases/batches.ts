import { expect } from '@jest/globals';
import { paymentRequest } from '../../support/api-client.ts';
import { eventually } from '../../support/eventually.ts';
import { atFunctions, type Cases, everywhere, throughTheGateway } from '../case.ts';
import type { Door } from '../doors/door.ts';
import { deposit, newKey, timesHeld, unfunded } from '../steps.ts';

const payments = [paymentRequest({ reference: 'of a batch' })];
const others = [paymentRequest({ reference: 'of another batch' })];

export const batches: Cases = {
  G1: everywhere(async (door) => {
    const key = newKey();
    const answer = await door.startBatch({ key, payments });
    expect(answer.json.executionArn).toMatch(new RegExp(`:acme_${key}$`));
    return answer;
  }),

  G2: everywhere(async (door) => {
    const key = newKey();
    const first = await startSlowly(door, key);
    const again = await door.startBatch({ key, payments });
    expect(again.json.executionArn).toBe(first.json.executionArn);
    await first.end();
    return again;
  }),

  G3: everywhere(async (door) => {
    const key = newKey();
    const first = await startSlowly(door, key);
    const other = await door.startBatch({ key, payments: others });
    expect(other.json.__type).toContain('ExecutionAlreadyExists');
    await first.end();
    const { json } = await done(door, key);
    expect((await door.get(json.results[0].paymentId)).json.reference).toBe('of a batch');
    return other;
  }),

  G4: everywhere(async (door) => {
    const again = await repeatDone(door, newKey());
    expect(again.json.__type).toContain('ExecutionAlreadyExists');
    return again;
  }),

  G5: everywhere(async (door) => {
    const key = newKey();
    await repeatDone(door, key);
    const read = await door.getBatch(key);
    expect(read.json).toMatchObject({ id: key, status: 'completed', counts: { total: 1, accepted: 1, refused: 0 } });
    return read;
  }),

  G6: everywhere(async (door) => {
    const key = newKey();
    const acme = await door.startBatch({ key, payments });
    const globex = await door.startBatch({ key, payments: others, partner: 'globex' });
    expect(globex.json.executionArn).not.toBe(acme.json.executionArn);
    return [acme, globex];
  }),

  G7: everywhere(async (door) => {
    const answer = await door.startBatch({ key: `"${newKey()}"`, payments });
    expect(answer.json.__type).toContain('InvalidName');
    return answer;
  }),

  G8: everywhere(async (door) => {
    const [one, two] = [newKey(), newKey()];
    await door.startBatch({ key: one, payments: [...payments, ...payments] });
    await door.startBatch({ key: two, payments });
    const reads = [await done(door, one), await done(door, two)];
    const ids = reads.flatMap(({ json }) => json.results.map((result: { paymentId: string }) => result.paymentId));
    expect(new Set(ids).size).toBe(3);
    return reads;
  }),

  G9: everywhere(async (door) => {
    const key = newKey();
    // Both times that the AWS SDK tries, the answer is lost: the task fails, and the state machine hands it over again.
    const { struck } = door.breakCall({ operation: 'TransactWriteItems', table: door.tables.payments }, 'drop', 2);
    await door.startBatch({ key, payments });
    await struck;
    const read = await done(door, key);
    expect(await timesHeld(door, read.json.results[0].paymentId)).toBe(1);
    return read;
  }),

  G10: atFunctions(async (door) => {
    const key = newKey();
    await door.startBatch({ key, payments });
    const first = await done(door, key);
    expect(await door.openBatchAgain(key, [...others, ...others])).toEqual({ status: 'rejected' });
    const read = await door.getBatch(key);
    expect(read.json).toEqual(first.json);
    return read;
  }),

  G13: everywhere(async (door) => {
    const reference = `of no batch ${newKey()}`;
    const answer = await door.startBatch({ key: '', payments: [paymentRequest({ reference })] });
    await eventually('its execution to end', async () => {
      const again = await door.startBatch({ key: '', payments });
      return again.status === 400;
    });
    expect((await door.list({ limit: '100' })).text).not.toContain(reference);
    return answer;
  }),

  G11: throughTheGateway(async (door) => {
    const key = newKey();
    door.throttleNextBatch();
    const refused = await door.startBatch({ key, payments });
    expect(refused.json.__type).toContain('ThrottlingException');
    expect((await door.getBatch(key)).status).toBe(404);
    expect((await door.startBatch({ key, payments })).status).toBe(202);
    await done(door, key);
    return refused;
  }),

  G12: atFunctions(async (door) => {
    const key = newKey();
    const { body, currency } = unfunded();
    await door.startBatch({ key, payments: [body] });
    const first = await done(door, key);
    expect(first.json.results).toEqual([expect.objectContaining({ index: 0, status: 'refused' })]);
    await deposit(door, currency, 1000);
    expect((await door.create({ key: newKey(), body })).status).toBe(202);
    expect(await door.createBatchPaymentAgain(key, 0, body)).toEqual({ status: 'refused' });
    const read = await door.getBatch(key);
    expect(read.json).toEqual(first.json);
    return read;
  }),
};

/** A batch that is being worked on until `end`. */
async function startSlowly(door: Door, key: string) {
  const writing = { operation: 'TransactWriteItems', table: door.tables.payments } as const;
  const { struck, release } = door.breakCall(writing, 'hold');
  const answer = await door.startBatch({ key, payments });
  await struck;
  const end = async () => {
    release();
    await done(door, key);
  };
  return { ...answer, end };
}

async function repeatDone(door: Door, key: string) {
  await door.startBatch({ key, payments });
  await done(door, key);
  // The batch is done a moment before its execution is.
  return eventually('the execution to end', async () => {
    const again = await door.startBatch({ key, payments });
    return again.status !== 202 && again;
  });
}

function done(door: Door, key: string) {
  return eventually('the batch to complete', async () => {
    const read = await door.getBatch(key);
    return read.json.status === 'completed' && read;
  });
}
