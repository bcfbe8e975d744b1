import { afterAll, beforeAll } from '@jest/globals';
import { ledgerContract } from '../../../contracts/ledger.ts';
import { fakePaymentStore, type PaymentStore } from '../../../fakes/payment-store.ts';
import { startTables, type Tables } from '../../../support/start-tables.ts';
import { tableStore } from '../../../support/table-store.ts';

let tables: Tables;
let store: PaymentStore;
beforeAll(async () => {
  tables = await startTables();
  store = tableStore(tables.documents, { opening: 0 });
});
afterAll(() => tables?.stop());

const fake = fakePaymentStore({ opening: 0 });
ledgerContract('the fake', () => fake);
ledgerContract('DynamoDB', () => store);
