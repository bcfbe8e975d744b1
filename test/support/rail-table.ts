import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** RailTable, as infra/sandbox.yml has it. */
export const railTable: CreateTableCommandInput = {
  TableName: 'RailTable',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'paymentId', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'paymentId', KeyType: 'HASH' }],
};
