import { consume, describeExecutions, query, type Right, read, send, table } from './right.ts';

/** Entries are put, balances updated; nobody deletes either. */
const moveMoney = table('LedgerTable', 'PutItem', 'UpdateItem');
/** A payment that its own shard cannot pay for looks at all of them. */
const holdMoney = table('LedgerTable', 'PutItem', 'UpdateItem', 'Query');

/**
 * What each function may do: the AWS calls that it makes, on the resources that it makes them on, and nothing else.
 * Its logs and traces come on top (role-of.ts). test/template/rights.test.ts holds the same list, written apart.
 */
export const rights: Record<string, readonly Right[]> = {
  authorize: [table('CredentialsTable', 'GetItem')],
  createPayment: [
    table('IdempotencyTable', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'),
    table('PaymentsTable', 'GetItem', 'PutItem'),
    holdMoney,
    send('PaymentsQueue'),
  ],
  getPayment: [table('PaymentsTable', 'GetItem')],
  listPayments: [
    table('PaymentsTable', 'GetItem'),
    query('PaymentsTable', 'byPartner'),
    query('PaymentsTable', 'byPartnerStatus'),
  ],
  getBalances: [table('LedgerTable', 'Query')],
  getBatch: [table('BatchesTable', 'Query'), describeExecutions('PaymentBatchStateMachine')],
  health: [],

  submitPayment: [
    consume('PaymentsQueue'),
    table('PaymentsTable', 'GetItem', 'PutItem'),
    table('EventsTable', 'PutItem'),
    moveMoney,
    read('RailKeySecret'),
  ],
  processWebhook: [
    consume('WebhooksQueue'),
    table('PaymentsTable', 'GetItem', 'PutItem'),
    table('EventsTable', 'PutItem'),
    moveMoney,
    read('WebhookSecret'),
  ],

  reconcilePayments: [
    query('PaymentsTable', 'due'),
    table('PaymentsTable', 'GetItem', 'PutItem'),
    table('EventsTable', 'PutItem'),
    moveMoney,
    send('PaymentsQueue'),
    read('RailKeySecret'),
  ],

  openBatch: [table('BatchesTable', 'PutItem')],
  createBatchPayment: [
    table('PaymentsTable', 'GetItem', 'PutItem'),
    holdMoney,
    send('PaymentsQueue'),
    table('BatchesTable', 'GetItem', 'PutItem'),
  ],
  closeBatch: [table('BatchesTable', 'Query', 'UpdateItem')],

  sandboxRail: [table('RailTable', 'GetItem', 'PutItem', 'UpdateItem'), send('RailQueue'), read('RailKeySecret')],
  sandboxRailNotify: [consume('RailQueue'), table('RailTable', 'UpdateItem'), read('WebhookSecret')],
};
