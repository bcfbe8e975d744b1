// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the mapping language writes variables so
import { afterEach, describe, expect, test } from '@jest/globals';
import { AwsError } from '../../../local/aws-error.ts';
import { type ApiSpec, type ServedApi, serveApi } from './serve-api.ts';

let it: ServedApi;
afterEach(() => it.stop());

const roleArn = 'arn:aws:iam::000000000000:role/gateway';
const queueUrl = 'http://127.0.0.1:1/000000000000/queue';
const machineArn = 'arn:aws:states:eu-central-1:000000000000:stateMachine:flow';

const direct = (IntegrationSubtype: string, RequestParameters: object, more = {}) => ({
  IntegrationType: 'AWS_PROXY',
  IntegrationUri: undefined,
  ...{ IntegrationSubtype, RequestParameters, PayloadFormatVersion: '1.0', CredentialsArn: roleArn },
  ...more,
});
const sqs = (parameters: object = {}, more = {}) =>
  direct('SQS-SendMessage', { QueueUrl: queueUrl, MessageBody: '$request.body', ...parameters }, more);
const execution = (parameters: object) =>
  direct('StepFunctions-StartExecution', { StateMachineArn: machineArn, ...parameters });

const sent = { MessageId: 'm-1', MD5OfMessageBody: 'abc' };
async function serve(integration: object, spec: Partial<ApiSpec> = {}) {
  it = await serveApi({
    routes: { 'POST /in/{id}': { integration: { ...integration } } },
    call: async () => sent,
    ...spec,
  });
}
const post = (body: string | Buffer = 'hello', headers = {}, path = '/in/7') =>
  it.send('POST', path, { body, headers });
const input = () => it.awsCalls.at(-1)?.[3];

describe('SQS-SendMessage', () => {
  test('sends the body for the role in CredentialsArn, and no function is called [C1] [C6]', async () => {
    await serve(sqs());
    await post('raw "body" <ü>');
    expect(it.awsCalls).toEqual([
      [roleArn, 'sqs', 'SendMessage', { QueueUrl: queueUrl, MessageBody: 'raw "body" <ü>' }],
    ]);
    expect(it.calls).toEqual([]);
  });

  test('answers with SQS’s XML [C4]', async () => {
    await serve(sqs(), { call: async () => ({ ...sent, MD5OfMessageAttributes: 'def' }) });
    const { status, body } = await post();
    expect(status).toBe(200);
    expect(body.replace(/<RequestId>[0-9a-f-]{36}</, '<RequestId>id<')).toBe(
      '<?xml version="1.0"?><SendMessageResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/">' +
        '<SendMessageResult><MessageId>m-1</MessageId><MD5OfMessageBody>abc</MD5OfMessageBody>' +
        '<MD5OfMessageAttributes>def</MD5OfMessageAttributes></SendMessageResult>' +
        '<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></SendMessageResponse>',
    );
  });

  test('unverified on AWS: passes SQS’s error on, with its status, as XML [C4]', async () => {
    const call = () => Promise.reject(new AwsError('InvalidParameterValue', 'shorter than <1048576> bytes'));
    await serve(sqs(), { call });
    const { status, body } = await post();
    expect(status).toBe(400);
    expect(body).toContain(
      '<Error><Type>Sender</Type><Code>InvalidParameterValue</Code><Message>shorter than &lt;1048576&gt; bytes</Message><Detail/></Error><RequestId>',
    );
  });

  test.each([
    ['AccessDeniedException', 403, 'AccessDenied'],
    ['QueueDoesNotExist', 400, 'AWS.SimpleQueueService.NonExistentQueue'],
  ])('unverified on AWS: shows %s as a %i under its name in XML [C4] [C6]', async (code, status, name) => {
    await serve(sqs(), { call: () => Promise.reject(new AwsError(code, 'no')) });
    const answer = await post();
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(`<Code>${name}</Code>`);
  });

  test('takes attributes as JSON text and a delay as a number [C1] [C2]', async () => {
    const MessageAttributes = '{"id":{"DataType":"String","StringValue":"${request.header.x-id}"}}';
    await serve(sqs({ MessageAttributes, DelaySeconds: '$request.querystring.delay' }));
    await post('x', { 'x-id': 'evt_1' }, '/in/7?delay=30');
    expect(input()).toMatchObject({
      MessageAttributes: { id: { DataType: 'String', StringValue: 'evt_1' } },
      DelaySeconds: 30,
    });
  });

  test.each([
    ['attributes that a header has broken', { MessageAttributes: '{"id":"${request.header.x}"}' }],
    ['a delay that is no number', { DelaySeconds: '$request.header.x' }],
  ])('with %s sends nothing [C2]', async (_what, parameters) => {
    await serve(sqs(parameters));
    const { status } = await post('hello', { x: 'a"b' });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(it.awsCalls).toEqual([]);
  });

  test('takes a Region, its own, which is no part of the message [C1]', async () => {
    await serve(sqs({ Region: 'eu-central-1' }));
    await post();
    expect(input()).not.toHaveProperty('Region');
  });
});

describe('a parameter is mapped from', () => {
  const guard = { isAuthorized: true, context: { partner: 'acme', level: 3, admin: true, list: [1] } };
  const spec: Partial<ApiSpec> = {
    authorizers: { Guard: { IdentitySource: [] } },
    stage: { StageVariables: { tier: 'gold' } },
    answer: () => guard,
    now: () => 1_700_000_000_123,
  };
  const mapped = async (MessageBody: string) => {
    const integration = { ...sqs({ MessageBody }) };
    await serve({}, { ...spec, routes: { 'POST /in/{id}': { integration, authorizer: 'Guard' } } });
    const headers = { 'X-One': ['a', 'b'], cookie: 'c=1; d=2' };
    const answer = await post('{"a":{"b":["x",{"c":1.5}]},"n":null}', headers, '/in/a%20b?q=1&q=2');
    return { body: input()?.MessageBody, status: answer.status, id: answer.headers['apigw-requestid'] };
  };

  test.each([
    ['a header in any letters, repeats joined', '$request.header.x-oNE', 'a,b'],
    ['the cookies', '$request.header.Cookie', 'c=1; d=2'],
    ['the query, repeats joined', '$request.querystring.q', '1,2'],
    ['a path parameter, decoded', '$request.path.id', 'a b'],
    ['the path', '$request.path', '/in/a%20b'],
    ['a path into the body', '$request.body.a.b[0]', 'x'],
    ['a number in the body', '${request.body.a.b[1].c}', '1.5'],
    ['a stage variable', '$stageVariables.tier', 'gold'],
    [
      'the authorizer’s context',
      '${context.authorizer.partner}/${context.authorizer.level}/${context.authorizer.admin}',
      'acme/3/true',
    ],
    ['the time', '$context.requestTimeEpoch', '1700000000123'],
    ['the route', '$context.routeKey', 'POST /in/{id}'],
    ['text', 'always this', 'always this'],
  ])('%s [C2]', async (_what, expression, value) => {
    expect((await mapped(expression)).body).toBe(value);
  });

  test('the request id that the client sees [C2]', async () => {
    const { body, id } = await mapped('$context.requestId');
    expect(body).toBe(id);
  });

  test.each([
    ['a header that is not there', '$request.header.nope'],
    ['a query parameter in other letters', '$request.querystring.Q'],
    ['a path into the body that leads nowhere', '$request.body.a.x'],
    ['null in the body', '$request.body.n'],
    ['a list in the authorizer’s context', '$context.authorizer.list'],
    ['one value of several', '${request.header.x-one}${request.header.nope}'],
  ])('%s: then nothing is sent and the answer is an error [C3]', async (_what, expression) => {
    expect((await mapped(expression)).status).toBeGreaterThanOrEqual(400);
    expect(it.awsCalls).toEqual([]);
  });
});

describe('a body', () => {
  const jsonOf = (bytes: number) => {
    const empty = JSON.stringify({ id: 'x', fill: '' }).length;
    return JSON.stringify({ id: 'x', fill: 'f'.repeat(bytes - empty) });
  };

  test('of 100 KB can be looked into; beyond that nothing resolves and nothing is sent [C2]', async () => {
    await serve(sqs({ MessageBody: '$request.body.id' }));
    await post(jsonOf(102_400));
    expect(input()).toMatchObject({ MessageBody: 'x' });
    expect((await post(jsonOf(102_401))).status).toBeGreaterThanOrEqual(400);
    expect(it.awsCalls).toHaveLength(1);
  });

  test('as a whole is never cut [C2]', async () => {
    await serve(sqs());
    const body = 'x'.repeat(1_000_000);
    await post(body);
    expect(input()).toMatchObject({ MessageBody: body });
  });

  test('that is no JSON has nothing to look into [C2]', async () => {
    await serve(sqs({ MessageBody: '$request.body.id' }));
    expect((await post('id=x')).status).toBeGreaterThanOrEqual(400);
    expect(it.awsCalls).toEqual([]);
  });

  test('that is not there sends nothing [C3]', async () => {
    await serve(sqs());
    expect((await it.send('POST', '/in/7')).status).toBeGreaterThanOrEqual(400);
    expect(it.awsCalls).toEqual([]);
  });
});

describe('what did not resolve', () => {
  test('unverified on AWS: is a 400 [C3]', async () => {
    await serve(sqs({ MessageGroupId: '$request.header.nope' }));
    expect(await post()).toMatchObject({ status: 400, body: '{"message":"Bad Request"}' });
  });

  test('is named in the access log, in AWS’s words, also for an optional parameter [C3]', async () => {
    const AccessLogSettings = { Format: '$context.requestId $context.integrationErrorMessage' };
    await serve(sqs({ MessageGroupId: '$request.header.nope' }), { stage: { AccessLogSettings } });
    await post();
    expect(it.logs[0]).toContain(
      'Unable to resolve property MessageGroupId from source $request.header.nope. Please make sure that the request to API Gateway contains all the necessary fields specified in request parameters.',
    );
  });
});

describe('StepFunctions-StartExecution', () => {
  test('starts an execution under the mapped name [C1]', async () => {
    await serve(execution({ Name: 'x_${request.header.key}', Input: '$request.body' }));
    await post('{"a":1}', { key: 'k1' });
    const started = { stateMachineArn: machineArn, name: 'x_k1', input: '{"a":1}' };
    expect(it.awsCalls).toEqual([[roleArn, 'states', 'StartExecution', started]]);
  });

  test('answers with its JSON: the date is seconds as a double, in Java’s notation [C4]', async () => {
    const call = async () => ({ executionArn: 'arn:x', startDate: 1_652_716_274.909 });
    await serve(execution({}), { call });
    const { status, body } = await post();
    expect(status).toBe(200);
    expect(body).toBe('{"executionArn":"arn:x","startDate":1.652716274909E9}');
    expect(JSON.parse(body).startDate).toBe(1_652_716_274.909);
  });

  test('answers with its error as JSON [C4]', async () => {
    const call = () => Promise.reject(new AwsError('ExecutionAlreadyExists', "Execution Already Exists: 'arn:x'"));
    await serve(execution({}), { call });
    const { status, body } = await post();
    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual({
      __type: 'ExecutionAlreadyExists',
      message: "Execution Already Exists: 'arn:x'",
    });
  });

  test('synchronously answers 200 also for an execution that failed [C4]', async () => {
    const failed = { executionArn: 'arn:x', status: 'FAILED', error: 'E', startDate: 2e9, stopDate: 2e9 };
    const sync = direct('StepFunctions-StartSyncExecution', { StateMachineArn: machineArn, Input: '$request.body' });
    await serve(sync, { call: async () => failed });
    const { status, body } = await post('{}');
    expect({ status, body: JSON.parse(body) }).toEqual({ status: 200, body: failed });
    expect(body).toContain('"startDate":2.0E9');
  });
});

describe('EventBridge-PutEvents', () => {
  const events = direct('EventBridge-PutEvents', {
    ...{ Detail: '$request.body', DetailType: 'order', Source: 'shop', Resources: '["arn:a"]', EventBusName: 'bus' },
  });

  test('puts one event [C1]', async () => {
    await serve(events);
    await post('{"a":1}');
    const Entries = [
      { Detail: '{"a":1}', DetailType: 'order', Source: 'shop', Resources: ['arn:a'], EventBusName: 'bus' },
    ];
    expect(it.awsCalls).toEqual([[roleArn, 'events', 'PutEvents', { Entries }]]);
  });

  test('answers 200 also when the event was not taken [C4]', async () => {
    const output = { FailedEntryCount: 1, Entries: [{ ErrorCode: 'MalformedDetail' }] };
    await serve(events, { call: async () => output });
    const { status, body } = await post('no json');
    expect({ status, body: JSON.parse(body) }).toEqual({ status: 200, body: output });
  });
});

test('a failure that is no answer of the service is a 500', async () => {
  await serve(sqs(), { call: () => Promise.reject(new Error('the answer is lost')) });
  expect(await post()).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
});
