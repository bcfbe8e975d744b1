import { arnOf, type Package } from './packages.ts';
import type { Grant } from './roles.ts';

/** An AWS call and what it is made on: `<service:Action> <logical id>[/index/<name> | /executions]`. */
export type Need = string;

const consumes = (queue: string): Need[] =>
  ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((action) => `sqs:${action} ${queue}`);

/**
 * What each function does on AWS, read off its code and its trigger. Written apart from infra/roles/rights.ts, so that a
 * right that slips in there, or a call that slips into the code, is seen.
 */
export const functionNeeds: Record<string, Need[]> = {
  authorize: ['dynamodb:GetItem CredentialsTable'],
  createPayment: [
    'dynamodb:PutItem IdempotencyTable',
    'dynamodb:GetItem IdempotencyTable',
    'dynamodb:UpdateItem IdempotencyTable',
    'dynamodb:DeleteItem IdempotencyTable',
    'dynamodb:PutItem PaymentsTable',
    'dynamodb:GetItem PaymentsTable',
    'dynamodb:PutItem LedgerTable',
    'dynamodb:UpdateItem LedgerTable',
    'dynamodb:Query LedgerTable',
    'sqs:SendMessage PaymentsQueue',
  ],
  getPayment: ['dynamodb:GetItem PaymentsTable'],
  listPayments: [
    'dynamodb:GetItem PaymentsTable',
    'dynamodb:Query PaymentsTable/index/byPartner',
    'dynamodb:Query PaymentsTable/index/byPartnerStatus',
  ],
  getBalances: ['dynamodb:Query LedgerTable'],
  getBatch: ['dynamodb:Query BatchesTable', 'states:DescribeExecution PaymentBatchStateMachine/executions'],
  health: [],
  submitPayment: [
    ...consumes('PaymentsQueue'),
    'dynamodb:GetItem PaymentsTable',
    'dynamodb:PutItem PaymentsTable',
    'dynamodb:PutItem EventsTable',
    'dynamodb:PutItem LedgerTable',
    'dynamodb:UpdateItem LedgerTable',
    'secretsmanager:GetSecretValue RailKeySecret',
  ],
  processWebhook: [
    ...consumes('WebhooksQueue'),
    'dynamodb:GetItem PaymentsTable',
    'dynamodb:PutItem PaymentsTable',
    'dynamodb:PutItem EventsTable',
    'dynamodb:PutItem LedgerTable',
    'dynamodb:UpdateItem LedgerTable',
    'secretsmanager:GetSecretValue WebhookSecret',
  ],
  reconcilePayments: [
    'dynamodb:Query PaymentsTable/index/due',
    'dynamodb:GetItem PaymentsTable',
    'dynamodb:PutItem PaymentsTable',
    'dynamodb:PutItem EventsTable',
    'dynamodb:PutItem LedgerTable',
    'dynamodb:UpdateItem LedgerTable',
    'sqs:SendMessage PaymentsQueue',
    'secretsmanager:GetSecretValue RailKeySecret',
  ],
  openBatch: ['dynamodb:PutItem BatchesTable'],
  createBatchPayment: [
    'dynamodb:PutItem PaymentsTable',
    'dynamodb:GetItem PaymentsTable',
    'dynamodb:PutItem LedgerTable',
    'dynamodb:UpdateItem LedgerTable',
    'dynamodb:Query LedgerTable',
    'dynamodb:GetItem BatchesTable',
    'dynamodb:PutItem BatchesTable',
    'sqs:SendMessage PaymentsQueue',
  ],
  closeBatch: ['dynamodb:Query BatchesTable', 'dynamodb:UpdateItem BatchesTable'],
  sandboxRail: [
    'dynamodb:PutItem RailTable',
    'dynamodb:GetItem RailTable',
    'dynamodb:UpdateItem RailTable',
    'sqs:SendMessage RailQueue',
    'secretsmanager:GetSecretValue RailKeySecret',
  ],
  sandboxRailNotify: [
    ...consumes('RailQueue'),
    'dynamodb:UpdateItem RailTable',
    'secretsmanager:GetSecretValue WebhookSecret',
  ],
};

/** The roles that API Gateway and Step Functions take on. */
export const serviceNeeds: Record<string, { service: string; needs: Need[] }> = {
  StartBatchRole: { service: 'apigateway.amazonaws.com', needs: ['states:StartExecution PaymentBatchStateMachine'] },
  ReceiveWebhookRole: { service: 'apigateway.amazonaws.com', needs: ['sqs:SendMessage WebhooksQueue'] },
  PaymentBatchRole: {
    service: 'states.amazonaws.com',
    needs: [
      'lambda:InvokeFunction OpenBatchLambdaFunction',
      'lambda:InvokeFunction CreateBatchPaymentLambdaFunction',
      'lambda:InvokeFunction CloseBatchLambdaFunction',
    ],
  },
};

/** What nobody here may do, however close to it some role comes. */
export const forbidden: Need[] = [
  'dynamodb:Scan PaymentsTable',
  'dynamodb:DeleteItem PaymentsTable',
  'dynamodb:DeleteTable PaymentsTable',
  'dynamodb:Query PaymentsTable',
  'dynamodb:PutItem CredentialsTable',
  'dynamodb:DeleteItem EventsTable',
  'dynamodb:DeleteItem LedgerTable',
  'dynamodb:Scan LedgerTable',
  'sqs:PurgeQueue PaymentsQueue',
  'sqs:SendMessage PaymentsDlq',
  'sqs:ReceiveMessage WebhooksDlq',
  'secretsmanager:PutSecretValue WebhookSecret',
  'states:StopExecution PaymentBatchStateMachine/executions',
  'lambda:InvokeFunction SubmitPaymentLambdaFunction',
];

export function grantFor(deployed: Package, need: Need): Grant {
  const [action = '', what = ''] = need.split(' ');
  const [logicalId = '', ...part] = what.split('/');
  const arn = arnOf(deployed, logicalId);
  if (part[0] === 'executions')
    return { action, resource: `${arn.replace(':stateMachine:', ':execution:')}:acme_key-1` };
  return { action, resource: [arn, ...part].join('/') };
}
