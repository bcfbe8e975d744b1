import { consume, describeExecutions, query, type Right, read, send, table } from './right.ts';

/**
 * What each function may do: the AWS calls that it makes, on the resources that it makes them on, and nothing else.
 * Its logs and traces come on top (role-of.ts). test/template/rights.test.ts holds the same list, written apart.
 */
export const rights: Record<string, readonly Right[]> = {
  authorize: [table('CredentialsTable', 'GetItem')],
  createPayment: [
    table('IdempotencyTable', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'),
    table('PaymentsTable', 'GetItem', 'PutItem'),
    send('PaymentsQueue'),
  ],
  getPayment: [table('PaymentsTable', 'GetItem')],
  listPayments: [query('PaymentsTable', 'byPartner'), query('PaymentsTable', 'byPartnerStatus')],
  getBatch: [table('BatchesTable', 'Query'), describeExecutions('PaymentBatchStateMachine')],
  health: [],

  submitPayment: [
    consume('PaymentsQueue'),
    table('PaymentsTable', 'GetItem', 'PutItem'),
    table('EventsTable', 'PutItem'),
    read('RailKeySecret'),
  ],
  processWebhook: [
    consume('WebhooksQueue'),
    table('PaymentsTable', 'GetItem', 'PutItem'),
    table('EventsTable', 'PutItem'),
    read('WebhookSecret'),
  ],

  reconcilePayments: [
    query('PaymentsTable', 'due'),
    table('PaymentsTable', 'GetItem', 'PutItem'),
    table('EventsTable', 'PutItem'),
    send('PaymentsQueue'),
    read('RailKeySecret'),
  ],

  openBatch: [table('BatchesTable', 'PutItem')],
  createBatchPayment: [table('PaymentsTable', 'PutItem'), send('PaymentsQueue'), table('BatchesTable', 'PutItem')],
  closeBatch: [table('BatchesTable', 'Query', 'UpdateItem')],

  sandboxRail: [table('RailTable', 'GetItem', 'PutItem', 'UpdateItem'), send('RailQueue'), read('RailKeySecret')],
  sandboxRailNotify: [consume('RailQueue'), table('RailTable', 'UpdateItem'), read('WebhookSecret')],
};
