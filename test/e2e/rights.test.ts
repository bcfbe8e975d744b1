import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshKey, paymentRequest } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { bootTimeoutMs, type RunningSluice, runSluice } from '../support/run-sluice.ts';

let sluice: RunningSluice;
beforeAll(async () => {
  sluice = await runSluice();
}, bootTimeoutMs);
afterAll(() => sluice?.stop());

/** The twin lets a function do what its role allows and nothing else, so what works here works with those rights on AWS. */
describe('the rights of the roles, in use', () => {
  test('nothing that the product does is refused', async () => {
    await everyPath();
    expect(sluice.twin.iam.calls().filter(({ allowed }) => !allowed)).toEqual([]);
  }, 60_000);

  test('every function that may call AWS did', () => {
    const used = new Set(sluice.twin.iam.calls().map(({ roleArn }) => roleArn));
    const idle = sluice.twin.stack
      .ofType('AWS::Lambda::Function')
      .filter(({ logicalId }) => logicalId !== 'HealthLambdaFunction')
      .filter(({ properties }) => !used.has(String(properties.Role)));
    expect(idle.map(({ logicalId }) => logicalId)).toEqual([]);
  });
});

async function everyPath(): Promise<void> {
  const { json } = await sluice.acme('POST', '/v1/payments', { key: freshKey(), body: paymentRequest() });
  const key = freshKey();
  await sluice.acme('POST', '/v1/payment-batches', { key, body: { payments: [paymentRequest()] } });
  await sluice.acme('GET', '/v1/payments?status=settled');
  await sluice.acme('GET', '/v1/balances');
  await sluice.invoke('reconcilePayments');
  await eventually('the batch to complete', async () => {
    const answer = await sluice.acme('GET', `/v1/payment-batches/${key}`);
    return answer.json?.status === 'completed';
  });
  await eventually('the payment to settle', async () => {
    const answer = await sluice.acme('GET', `/v1/payments/${json.id}`);
    return answer.json.status === 'settled';
  });
}
