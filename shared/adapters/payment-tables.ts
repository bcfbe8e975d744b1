/** Where payments, what a rail told of them, and their money are kept. */
export interface PaymentTables {
  paymentsTable: string;
  eventsTable: string;
  ledgerTable: string;
}
