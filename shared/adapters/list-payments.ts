import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { fromItem, partnerStatus, paymentKey } from '../contracts/stored-payment.ts';
import type { ListPayments, PaymentList } from '../domain/payments/read-payment.ts';

/** One page of an index, newest first. Indexes follow the table within moments, not at once. */
export function listPayments(client: DynamoDBDocumentClient, tableName: string): ListPayments {
  return async (list) => {
    const index = indexOf(list);
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: index.name,
        KeyConditionExpression: '#partition = :partition',
        ExpressionAttributeNames: { '#partition': index.attribute },
        ExpressionAttributeValues: { ':partition': index.value },
        ScanIndexForward: false,
        // One more than asked for tells whether there is a next page; DynamoDB itself stops at 1 MB.
        Limit: list.limit + 1,
        ExclusiveStartKey: list.afterId === undefined ? undefined : indexKey(index, list.afterId),
      }),
    );
    const more = Items.length > list.limit || LastEvaluatedKey !== undefined;
    return { payments: Items.slice(0, list.limit).map(fromItem), more };
  };
}

/** Where to go on: an index's key is its own two attributes and the table's. */
function indexKey(index: ReturnType<typeof indexOf>, paymentId: string) {
  return { ...paymentKey(paymentId), id: paymentId, [index.attribute]: index.value };
}

function indexOf({ partnerId, status }: PaymentList) {
  return status
    ? { name: 'byPartnerStatus', attribute: 'partnerStatus', value: partnerStatus(partnerId, status) }
    : { name: 'byPartner', attribute: 'partnerId', value: partnerId };
}
