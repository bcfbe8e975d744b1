import { anybody } from '../../support/start-tables.ts';

export interface Surroundings {
  tablesUrl: string;
  statesUrl: string;
  stateMachineArn: string;
  queueUrl: string;
}

/** The functions as they are deployed: they read their environment when they are imported. */
export async function importFunctions({ tablesUrl, statesUrl, stateMachineArn, queueUrl }: Surroundings) {
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: anybody.accessKeyId,
    AWS_SECRET_ACCESS_KEY: anybody.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: tablesUrl,
    AWS_ENDPOINT_URL_SFN: statesUrl,
    AWS_ENDPOINT_URL_SQS: new URL(queueUrl).origin,
    BATCHES_TABLE: 'BatchesTable',
    BATCH_STATE_MACHINE_ARN: stateMachineArn,
    IDEMPOTENCY_TABLE: 'IdempotencyTable',
    LEDGER_TABLE: 'LedgerTable',
    PAYMENTS_TABLE: 'PaymentsTable',
    PAYMENTS_QUEUE_URL: queueUrl,
    RESEND_AFTER_SECONDS: '10',
  });
  const [createPayment, getPayment, listPayments, getBatch, openBatch, createBatchPayment, closeBatch] =
    await Promise.all([
      import('../../../functions/http/create-payment.ts'),
      import('../../../functions/http/get-payment.ts'),
      import('../../../functions/http/list-payments.ts'),
      import('../../../functions/http/get-batch.ts'),
      import('../../../functions/workflow/open-batch.ts'),
      import('../../../functions/workflow/create-batch-payment.ts'),
      import('../../../functions/workflow/close-batch.ts'),
    ]);
  const clients = await Promise.all([
    import('#shared/adapters/dynamodb-client.ts').then(({ dynamoDb }) => dynamoDb()),
    import('#shared/adapters/sqs-client.ts').then(({ sqs }) => sqs()),
    import('#shared/adapters/states-client.ts').then(({ states }) => states()),
  ]);
  return {
    createPayment: createPayment.handler,
    getPayment: getPayment.handler,
    listPayments: listPayments.handler,
    getBatch: getBatch.handler,
    openBatch: openBatch.handler,
    createBatchPayment: createBatchPayment.handler,
    closeBatch: closeBatch.handler,
    close: () => {
      for (const client of clients) client.destroy();
    },
  };
}
