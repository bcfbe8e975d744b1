import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { physicalId, type RunningSluice } from './run-sluice.ts';

/** Every payment that the sandbox rail has taken, as the bank itself would count them. */
export async function railPayments(sluice: RunningSluice): Promise<{ paymentId: string }[]> {
  const table = physicalId(sluice.twin, 'RailTable');
  const { Items = [] } = await sluice.dynamodb.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
  return Items.map(({ paymentId }) => ({ paymentId: paymentId?.S ?? '' }));
}
