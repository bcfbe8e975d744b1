import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { sandboxPaymentFromItem } from '../../contracts/sandbox-payment.ts';
import {
  type AdvanceSandboxPayment,
  type FindSandboxPayment,
  type MarkSandboxScheduled,
  sandboxMoves,
  type TakeSandboxPayment,
} from '../../domain/rail/sandbox-payment.ts';

export function takeSandboxPayment(db: DynamoDBDocumentClient, table: string): TakeSandboxPayment {
  return async (payment) => {
    try {
      await db.send(
        new PutCommand({
          TableName: table,
          Item: payment,
          ConditionExpression: 'attribute_not_exists(paymentId)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { isNew: true, payment };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
      return { isNew: false, payment: sandboxPaymentFromItem(unmarshall(error.Item)) };
    }
  };
}

export function findSandboxPayment(db: DynamoDBDocumentClient, table: string): FindSandboxPayment {
  return async (paymentId) => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: { paymentId }, ConsistentRead: true }));
    return Item && sandboxPaymentFromItem(Item);
  };
}

export function markSandboxScheduled(db: DynamoDBDocumentClient, table: string): MarkSandboxScheduled {
  return async (paymentId) => {
    await db.send(
      new UpdateCommand({
        TableName: table,
        Key: { paymentId },
        UpdateExpression: 'SET scheduled = :yes',
        ExpressionAttributeValues: { ':yes': true },
      }),
    );
  };
}

export function advanceSandboxPayment(db: DynamoDBDocumentClient, table: string): AdvanceSandboxPayment {
  return async (paymentId, to, failure) => {
    const from = Object.fromEntries(sandboxMoves[to].map((status, n) => [`:from${n}`, status]));
    try {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: { paymentId },
          UpdateExpression: failure ? 'SET #status = :to, failure = :failure' : 'SET #status = :to',
          ConditionExpression: `#status IN (${Object.keys(from).join(', ')})`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ...from, ':to': to, ':failure': failure },
        }),
      );
    } catch (error) {
      // Come to that state before, or past it.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };
}
