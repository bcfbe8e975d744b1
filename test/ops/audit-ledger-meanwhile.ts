import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { anybody } from '../support/start-tables.ts';

export interface Meanwhile {
  /** Before each page that is read. */
  page?: () => Promise<unknown>;
  /** Before this partner's balance is read, in the first look, the second, … */
  balance?: { of: string; in: (look: number) => Promise<unknown> };
}

/** What `read` makes of tables that change while it reads them: in pages of a few items, if something happens before each. */
export async function readMeanwhile<T>(
  url: string,
  { page, balance }: Meanwhile,
  read: (documents: DynamoDBDocumentClient) => Promise<T>,
): Promise<T> {
  const client = new DynamoDBClient({ endpoint: url, region: 'eu-central-1', credentials: anybody });
  let look = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      await page?.();
      if (balance && JSON.stringify(args.input).includes(`":pk":"balance#${balance.of}"`)) {
        look += 1;
        await balance.in(look);
      }
      return next(page ? { ...args, input: Object.assign({}, args.input, { Limit: 10 }) } : args);
    },
    { step: 'initialize' },
  );
  try {
    return await read(DynamoDBDocumentClient.from(client));
  } finally {
    client.destroy();
  }
}
