import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Where the money and what moves it are kept. */
export interface AuditedTables {
  documents: DynamoDBDocumentClient;
  ledgerTable: string;
  paymentsTable: string;
}
