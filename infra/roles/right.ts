import { arnOf, type Intrinsic, ref } from '../template.ts';

/** Calls that are allowed on one resource. */
export interface Right {
  actions: readonly string[];
  resource: Intrinsic;
}

type TableAction = 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'Query';

export const table = (logicalId: string, ...actions: TableAction[]): Right => ({
  actions: actions.map((action) => `dynamodb:${action}`),
  resource: arnOf(logicalId),
});

/** Reading an index needs no right to the table itself. */
export const query = (tableId: string, index: string): Right => ({
  actions: ['dynamodb:Query'],
  resource: { 'Fn::Sub': `\${${tableId}.Arn}/index/${index}` },
});

export const send = (queueId: string): Right => ({ actions: ['sqs:SendMessage'], resource: arnOf(queueId) });

/** What Lambda needs in order to poll a queue for the function. */
export const consume = (queueId: string): Right => ({
  actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  resource: arnOf(queueId),
});

/** The `Ref` of a secret is its ARN. */
export const read = (secretId: string): Right => ({
  actions: ['secretsmanager:GetSecretValue'],
  resource: ref(secretId),
});

/** Of this state machine's executions only. */
export const describeExecutions = (stateMachineId: string): Right => ({
  actions: ['states:DescribeExecution'],
  resource: {
    'Fn::Sub': `arn:\${AWS::Partition}:states:\${AWS::Region}:\${AWS::AccountId}:execution:\${${stateMachineId}.Name}:*`,
  },
});
