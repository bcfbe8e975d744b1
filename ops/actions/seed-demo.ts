import { randomUUID } from 'node:crypto';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { apiScopes } from '#shared/domain/route-scopes.ts';
import { onlyTwin, output, type Target } from '../target/target.ts';
import { createPartner } from './create-partner.ts';
import { type DepositTarget, deposit } from './deposit.ts';

export interface Seeded {
  partners: { id: string; apiKey: string; scopes: readonly string[] }[];
  sources: { name: string; secret: string }[];
}

/** A million euros, once however often the seed is sown. */
const opening = { amount: { value: 100_000_000, currency: 'EUR' }, key: 'demo' };

/**
 * Two partners with money to try the product with, and one dead letter to practise on: a payment's message that came once
 * too often.
 * @throws OperatorMistake for an account: it would get money that never came in
 */
export async function seedDemo(target: Target): Promise<Seeded> {
  onlyTwin(target, 'seed');
  const credentials = { documents: target.documents, table: output(target, 'CredentialsTableName') };
  const [acme, globex] = await Promise.all([
    createPartner(credentials, { partnerId: 'acme', name: 'Acme Payments', scopes: apiScopes }),
    createPartner(credentials, { partnerId: 'globex', name: 'Globex Finance', scopes: apiScopes }),
  ]);
  const ledger: DepositTarget = {
    documents: target.documents,
    ledgerTable: output(target, 'LedgerTableName'),
    credentialsTable: credentials.table,
  };
  await Promise.all([acme, globex].map(({ partnerId }) => deposit(ledger, { partnerId, ...opening })));
  await leaveDeadLetter(target, acme.apiKey);
  const { SecretString = '' } = await target.secrets.send(
    new GetSecretValueCommand({ SecretId: output(target, 'WebhookSecretId') }),
  );
  return {
    partners: [acme, globex].map(({ partnerId, apiKey, scopes }) => ({ id: partnerId, apiKey, scopes })),
    sources: [{ name: 'rail', secret: SecretString }],
  };
}

async function leaveDeadLetter(target: Target, apiKey: string): Promise<void> {
  const response = await fetch(`${output(target, 'ApiUrl')}/v1/payments`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({
      amount: { value: 4200, currency: 'EUR' },
      creditor: { name: 'Grace Hopper', iban: 'DE89370400440532013000' },
      reference: 'Demo: the payment of the dead letter',
    }),
  });
  if (response.status !== 202)
    throw new Error(`The demo payment was answered ${response.status}: ${await response.text()}`);
  const { id } = (await response.json()) as { id: string };
  await target.sqs.send(
    new SendMessageCommand({
      QueueUrl: output(target, 'PaymentsDlqUrl'),
      MessageBody: JSON.stringify({ paymentId: id, requestId: response.headers.get('apigw-requestid') }),
    }),
  );
}
