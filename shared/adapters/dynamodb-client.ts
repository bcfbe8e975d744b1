import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { callLimits } from './call-limits.ts';

let client: DynamoDBClient | undefined;
let documents: DynamoDBDocumentClient | undefined;

/** The process's one DynamoDB client: Powertools tells its errors by instanceof, and a second one would not share sockets. */
export function dynamoDb(): DynamoDBClient {
  client ??= new DynamoDBClient(callLimits);
  return client;
}

/** The same client, speaking plain objects. */
export function documentClient(): DynamoDBDocumentClient {
  documents ??= DynamoDBDocumentClient.from(dynamoDb(), { marshallOptions: { removeUndefinedValues: true } });
  return documents;
}
