// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the mapping language writes variables so
import { afterEach, describe, expect, test } from '@jest/globals';
import { openListener, startGateway } from '../../../local/gateway/start-gateway.ts';
import { startWorkflows } from '../../../local/workflows/start-workflows.ts';
import { roleAllowing, serveStack } from '../aws-api/serve-stack.ts';
import { startSqs } from '../queues/start-sqs.ts';
import { type RequestOptions, send } from './http-client.ts';

/** What a gateway needs of the served stacks below. */
type Behind = Pick<Awaited<ReturnType<typeof serveStack>>, 'stack' | 'iam' | 'faults' | 'api' | 'stop'>;

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** The gateway in front of what is served; `POST` to a path. */
async function gatewayTo(behind: Behind) {
  stops.push(behind.stop);
  const listener = await openListener();
  stops.push(listener.stop);
  const functions = { invoke: () => Promise.reject(new Error('no function')), permits: () => true };
  const observe = { log() {}, metric() {}, access() {}, notice() {} };
  const { stack, iam, faults, api: aws } = behind;
  startGateway({ listener, stack, iam, faults, aws, functions, observe });
  return (path: string, options: RequestOptions) => send(listener.url, 'POST', path, options);
}

const ApiId = { Ref: 'HttpApi' };
const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const of = (kind: string, Properties: object) => ({
  Type: `AWS::ApiGatewayV2::${kind}`,
  Properties: { ApiId, ...Properties },
});
const direct = (IntegrationSubtype: string, role: string, RequestParameters: object) =>
  of('Integration', {
    ...{ IntegrationType: 'AWS_PROXY', IntegrationSubtype, PayloadFormatVersion: '1.0' },
    ...{ CredentialsArn: arn(role), RequestParameters },
  });
const route = (RouteKey: string, integration: string) =>
  of('Route', { RouteKey, Target: { 'Fn::Sub': `integrations/\${${integration}}` } });
const api = {
  HttpApi: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
  Stage: of('Stage', { StageName: '$default', AutoDeploy: true }),
};

describe('a webhook that goes to a queue', () => {
  const toQueue = {
    QueueUrl: { Ref: 'Queue' },
    MessageBody: '$request.body',
    MessageAttributes: '{"id":{"DataType":"String","StringValue":"${request.header.webhook-id}"}}',
  };
  const resources = {
    ...api,
    Queue: { Type: 'AWS::SQS::Queue', Properties: { MaximumMessageSize: 2048 } },
    May: roleAllowing({ Action: 'sqs:SendMessage', Resource: arn('Queue') }),
    MayNot: roleAllowing({ Action: 'sqs:ReceiveMessage', Resource: arn('Queue') }),
    ...{ In: direct('SQS-SendMessage', 'May', toQueue), InRoute: route('POST /in', 'In') },
    ...{ No: direct('SQS-SendMessage', 'MayNot', toQueue), NoRoute: route('POST /no', 'No') },
  };
  const headers = { 'webhook-id': 'evt_1' };

  test('is in the queue as it came, with its attributes [C1] [C4]', async () => {
    const sqs = await startSqs(resources);
    const post = await gatewayTo(sqs);
    const { status, body } = await post('/in', { body: '{"ü":"\\n"}', headers });
    const [message] = await sqs.receive('Queue');
    expect(message).toMatchObject({ Body: '{"ü":"\\n"}', MessageAttributes: { id: { StringValue: 'evt_1' } } });
    expect(status).toBe(200);
    expect(body).toContain(`<MessageId>${message?.MessageId}</MessageId>`);
    expect(body).toContain(`<MD5OfMessageBody>${message?.MD5OfBody}</MD5OfMessageBody>`);
  });

  test('is refused for a role without the right, and is not in the queue [C6]', async () => {
    const sqs = await startSqs(resources);
    const post = await gatewayTo(sqs);
    const { status, body } = await post('/no', { body: 'x', headers });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).toContain('<Code>AccessDenied</Code>');
    expect(await sqs.receive('Queue')).toEqual([]);
  });

  test('is refused by SQS when it is too long, and is not in the queue [C7]', async () => {
    const sqs = await startSqs(resources);
    const post = await gatewayTo(sqs);
    const { status, body } = await post('/in', { body: 'x'.repeat(2049), headers });
    expect(status).toBe(400);
    expect(body).toContain('Message must be shorter than 2048 bytes.');
    expect(await sqs.receive('Queue')).toEqual([]);
  });

  test('is refused by SQS when an attribute is empty [C3]', async () => {
    const sqs = await startSqs(resources);
    const post = await gatewayTo(sqs);
    const { status, body } = await post('/in', { body: 'x', headers: { 'webhook-id': '' } });
    expect(status).toBe(400);
    expect(body).toContain('must contain a non-empty value');
    expect(await sqs.receive('Queue')).toEqual([]);
  });
});

describe('a batch that starts an execution', () => {
  const definition = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 600, End: true } } };
  const resources = {
    ...api,
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { Definition: definition, RoleArn: arn('May') },
    },
    May: roleAllowing({ Action: 'states:StartExecution', Resource: { Ref: 'Machine' } }),
    In: direct('StepFunctions-StartExecution', 'May', {
      ...{ StateMachineArn: { Ref: 'Machine' }, Name: 'acme_${request.header.key}', Input: '$request.body' },
    }),
    InRoute: route('POST /in', 'In'),
  };

  test('is 200 with the same execution while that runs, 400 for another body under its name [C4] [C7]', async () => {
    const behind = await serveStack(resources, async (stack) => {
      const none = () => {
        throw new Error('no function');
      };
      const functions = { invoke: none, invokeLater: none, describe: none };
      const observe = { metric() {}, notice() {} };
      return startWorkflows({ stack, functions, observe, iam: { allows: () => true } });
    });
    const post = await gatewayTo(behind);
    const headers = { key: 'batch-1' };
    const first = await post('/in', { body: '{"payments":[]}', headers });
    expect(first.status).toBe(200);
    expect(JSON.parse(first.body)).toEqual({
      executionArn: expect.stringMatching(/:acme_batch-1$/),
      startDate: expect.any(Number),
    });
    expect(await post('/in', { body: '{"payments":[]}', headers })).toMatchObject({ status: 200, body: first.body });
    const other = await post('/in', { body: '{"payments":[1]}', headers });
    expect(other.status).toBe(400);
    expect(JSON.parse(other.body).__type).toContain('ExecutionAlreadyExists');
  });
});
