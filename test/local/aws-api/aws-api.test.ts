import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { LambdaApi } from '../../../local/aws-api/lambda-protocol.ts';
import { listenLocally } from '../../../local/aws-api/listen-locally.ts';
import type { Service } from '../../../local/aws-api/service.ts';
import { AwsError } from '../../../local/aws-error.ts';
import { roleAllowing, serveStack } from './serve-stack.ts';

const states: Service = {
  targetPrefix: 'AWSStepFunctions',
  iamPrefix: 'states',
  resourcesOf: (_operation, input) => [String(input.stateMachineArn)],
  call: async (operation, input, caller) => answer(operation, input, caller),
};
let answer: (...call: Parameters<Service['call']>) => unknown = () => ({ executions: [] });

const machineArn = 'arn:aws:states:eu-central-1:000000000000:stateMachine:flow';
let it: Awaited<ReturnType<typeof serveStack>>;
let calls = 0;
afterEach(async () => {
  await it.stop();
  answer = () => ({ executions: [] });
  calls = 0;
});

async function serve(service: Service = states, lambda?: LambdaApi) {
  const resources = {
    Lister: roleAllowing({ Action: 'states:ListExecutions', Resource: machineArn }),
    Stranger: roleAllowing({ Action: 'states:StartExecution', Resource: machineArn }),
  };
  const counted: Service = {
    ...service,
    call: (...call) => {
      calls += 1;
      return service.call(...call);
    },
  };
  it = await serveStack(resources, async () => ({ service: counted, stop: async () => undefined }), lambda);
}

async function list(role?: string) {
  const client = new SFNClient(it.client(role && it.resource(role).arn));
  return client.send(new ListExecutionsCommand({ stateMachineArn: machineArn })).finally(() => client.destroy());
}

describe('an SDK client', () => {
  test('gets what the service gives, with a request id', async () => {
    await serve();
    answer = (operation, input) => ({ executions: [], nextToken: `${operation} of ${input.stateMachineArn}` });
    expect(await list()).toMatchObject({
      nextToken: `ListExecutions of ${machineArn}`,
      $metadata: { httpStatusCode: 200, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  test("sees the service's errors under their names, with their fields and status", async () => {
    await serve();
    answer = () => {
      throw new AwsError('StateMachineDoesNotExist', 'State Machine Does Not Exist', 400, { reason: 'x' });
    };
    await expect(list()).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
      message: 'State Machine Does Not Exist',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('sees a defect of the twin as a failure of the service, without its message', async () => {
    await serve();
    answer = () => {
      throw new TypeError('a secret detail');
    };
    await expect(list()).rejects.toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } });
    await expect(list()).rejects.not.toThrow('secret detail');
  });

  test('is told of an API that the twin does not have', async () => {
    await serve();
    const secrets = new SecretsManagerClient(it.client());
    await expect(secrets.send(new GetSecretValueCommand({ SecretId: 'x' }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
    secrets.destroy();
  });

  test('signing as a role is let through for what its policy allows', async () => {
    await serve();
    await expect(list('Lister')).resolves.toMatchObject({ executions: [] });
  });

  test("signing as a role that lacks the right is refused before the service is asked, in AWS's words", async () => {
    await serve();
    await expect(list('Stranger')).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(
        /^User: arn:aws:sts::000000000000:assumed-role\/test-dev-Stranger-\w+\/local is not authorized to perform: states:ListExecutions on resource: arn:aws:states:[^ ]+ because no identity-based policy allows the states:ListExecutions action$/,
      ),
      $metadata: { httpStatusCode: 400 },
    });
    expect(calls).toBe(0);
  });
});

describe('in process', () => {
  test('a caller goes the same way as over HTTP', async () => {
    await serve();
    const call = (role: string) =>
      it.api.call(it.resource(role).arn, 'states', 'ListExecutions', { stateMachineArn: machineArn });
    expect(await call('Lister')).toEqual({ executions: [] });
    await expect(call('Stranger')).rejects.toMatchObject({ code: 'AccessDeniedException' });
    expect(calls).toBe(1);
  });

  test('an unknown service is an AwsError', async () => {
    await serve();
    await expect(it.api.call(undefined, 'sns', 'Publish', {})).rejects.toMatchObject({
      code: 'UnknownOperationException',
    });
  });
});

describe('a fault', () => {
  const lists = (point: { at: string; action?: string }) => point.action === 'states:ListExecutions';

  test('that fails a call does it once, and nothing was done', async () => {
    await serve();
    it.faults.add(lists, { do: 'fail' });
    await expect(list()).rejects.toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } });
    expect(calls).toBe(0);
    await expect(list()).resolves.toMatchObject({ executions: [] });
  });

  test.each([
    ['states', 'ThrottlingException', 400],
    ['dynamodb', 'ProvisionedThroughputExceededException', 400],
    ['sqs', 'RequestThrottled', 403],
    ['secretsmanager', 'ThrottlingException', 400],
  ])('that throttles %s shows as %s', async (iamPrefix, code, status) => {
    await serve({ ...states, iamPrefix });
    it.faults.add(() => true, { do: 'throttle' });
    await expect(list()).rejects.toMatchObject({ name: code, $metadata: { httpStatusCode: status } });
    expect(calls).toBe(0);
  });

  test('that drops the response breaks the connection after the work was done', async () => {
    await serve();
    it.faults.add(lists, { do: 'drop-response' });
    await expect(list()).rejects.toThrow('socket hang up');
    expect(calls).toBe(1);
  });

  test('that delays a call lets it happen later', async () => {
    await serve();
    it.faults.add(lists, { do: 'delay', ms: 200 });
    const started = Date.now();
    await list();
    expect(Date.now() - started).toBeGreaterThanOrEqual(190);
  });

  test('does not strike a caller who had no right anyway', async () => {
    await serve();
    it.faults.add(lists, { do: 'drop-response' });
    await expect(list('Stranger')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(list()).rejects.toThrow('socket hang up');
  });
});

describe("Lambda's Invoke", () => {
  const functionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:work';
  const lambda: LambdaApi = {
    describe: () => ({ arn: functionArn }),
    handleInvoke: async ({ body, path }) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ body, path }),
    }),
  };

  async function invoke(role?: string): Promise<unknown> {
    const client = new LambdaClient(it.client(role && it.resource(role).arn));
    const command = new InvokeCommand({ FunctionName: 'work', Payload: '{"n":1}' });
    const { Payload } = await client.send(command).finally(() => client.destroy());
    return JSON.parse(Buffer.from(Payload ?? []).toString('utf8'));
  }

  test('reaches the functions by its path', async () => {
    await serve(states, lambda);
    expect(await invoke()).toEqual({ body: '{"n":1}', path: '/2015-03-31/functions/work/invocations' });
  });

  test('takes the right to the function', async () => {
    await serve(states, lambda);
    await expect(invoke('Stranger')).rejects.toThrow(`lambda:InvokeFunction on resource: ${functionArn}`);
  });

  test('can be throttled', async () => {
    await serve(states, lambda);
    it.faults.add(() => true, { do: 'throttle' });
    await expect(invoke()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 429 },
    });
  });
});

test('what is no JSON object is refused', async () => {
  await serve();
  const headers = { 'x-amz-target': 'AWSStepFunctions.ListExecutions', 'content-type': 'application/x-amz-json-1.0' };
  for (const body of ['{', '[]', '"x"', 'null']) {
    const response = await fetch(it.api.url, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
  }
});

test('the listener is on 127.0.0.1 only, and stopping frees its port', async () => {
  await serve();
  const { port, hostname } = new URL(it.api.url);
  expect(hostname).toBe('127.0.0.1');
  await it.stop();
  const again = await listenLocally(Number(port));
  await new Promise((resolve) => again.close(resolve));
  await serve();
});
