import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { invoke, only, type StatesOptions, startStates } from './start-states.ts';

const passes = only({ Type: 'Pass', End: true });
const day = 24 * 3600 * 1000;

let passing: Awaited<ReturnType<typeof startStates>>;
beforeAll(async () => {
  passing = await startStates(passes);
});
afterAll(() => passing.stop());

let it: Awaited<ReturnType<typeof startStates>>;
afterEach(async () => {
  if (it !== passing) await it.stop();
});

/** An execution that runs until `release` is called. */
async function startWaiting(options: StatesOptions = {}) {
  const { promise, resolve: release } = Promise.withResolvers<void>();
  it = await startStates(only(invoke('slow')), { ...options, functions: { slow: () => promise } });
  return { release };
}

test('starting a running execution again with the same input gives the same ARN and start date [C7]', async () => {
  const { release } = await startWaiting();
  const command = new StartExecutionCommand({ stateMachineArn: it.stateMachineArn, name: 'a', input: '{"x":1}' });
  const first = await it.client.send(command);
  const second = await it.client.send(command);
  expect([second.executionArn, second.startDate]).toEqual([first.executionArn, first.startDate]);
  release();
});

test('starting a running execution again with another input is ExecutionAlreadyExists [C7]', async () => {
  const { release } = await startWaiting();
  const executionArn = await it.start({ x: 1 }, 'a');
  await expect(it.start({ x: 2 }, 'a')).rejects.toMatchObject({
    name: 'ExecutionAlreadyExists',
    message: `Execution Already Exists: '${executionArn}'`,
    $metadata: { httpStatusCode: 400 },
  });
  release();
});

test('starting a closed execution again is ExecutionAlreadyExists even with the same input [C7]', async () => {
  it = passing;
  await it.run({ x: 1 }, 'closed');
  await expect(it.start({ x: 1 }, 'closed')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
});

test('the name of a closed execution is free again after 90 days, and the execution is forgotten [C7]', async () => {
  let time = Date.now();
  it = await startStates(passes, { now: () => time });
  const { executionArn = '' } = await it.run({ x: 1 }, 'a');
  time += 90 * day;
  await expect(it.start({ x: 2 }, 'a')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  time += 1;
  await expect(it.describe(executionArn)).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  expect(await it.run({ x: 2 }, 'a')).toMatchObject({ executionArn, input: '{"x":2}', status: 'SUCCEEDED' });
});

test('the name of a running execution is taken for as long as it runs [C7]', async () => {
  let time = Date.now();
  const { release } = await startWaiting({ now: () => time });
  const executionArn = await it.start({}, 'a');
  time += 200 * day;
  expect(await it.start({}, 'a')).toBe(executionArn);
  release();
});

test('without a name each start is an execution of its own, named by a UUID [C7]', async () => {
  it = passing;
  const [first, second] = [await it.start({}), await it.start({})];
  expect(first).not.toBe(second);
  expect(first).toMatch(/:execution:machine:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('without an input an execution gets an empty object', async () => {
  it = passing;
  expect(await it.run()).toMatchObject({ input: '{}', output: '{}' });
});

test.each([
  ...['a b', 'a\tb', 'a<b', 'a>b', 'a{b', 'a}b', 'a[b', 'a]b', 'a?b', 'a*b', 'a"b', 'a#b', 'a%b', 'a\\b', 'a^b'],
  ...['a~b', 'a$b', 'a&b', 'a,b', 'a;b', 'a:b', 'a/b', 'a|b', 'a`b', 'a\u0000b', 'a\u001fb', 'a\u007fb', 'a\u009fb'],
  ...['a\uFFFEb', 'a\uFFFFb', 'a\u{10FFFF}b', 'a\u00A0b', ''],
])('%j is not a name for an execution: InvalidName [C7]', async (name) => {
  it = passing;
  await expect(it.start({}, name)).rejects.toMatchObject({ name: 'InvalidName', message: `Invalid Name: '${name}'` });
});

test.each(['acme_batch-7', 'a.b-c_D9', 'a', 'x'.repeat(80), "it's(ok)+=@!", 'é'])(
  '%s is a name for an execution [C7]',
  async (name) => {
    it = passing;
    expect(await it.start({}, name)).toBe(it.executionArn(name));
  },
);

test('a name over 80 characters is a ValidationException, before anything else is looked at [C7]', async () => {
  it = passing;
  const name = 'x'.repeat(81);
  await expect(it.start({}, name)).rejects.toMatchObject({
    name: 'ValidationException',
    message: `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80`,
  });
});

test.each(['', '{', 'not some json', "{'a': 1}"])('the input %j is InvalidExecutionInput [C7]', async (input) => {
  it = passing;
  const command = new StartExecutionCommand({ stateMachineArn: it.stateMachineArn, input });
  await expect(it.client.send(command)).rejects.toMatchObject({
    name: 'InvalidExecutionInput',
    message: expect.stringMatching(/^Invalid State Machine Execution Input: '.+'$/),
  });
});

test.each(['2', '"text"', 'null', '[1]'])('the input %s is JSON, and so an input [C7]', async (input) => {
  it = passing;
  expect(await it.output(JSON.parse(input))).toEqual(JSON.parse(input));
});

test('an input of 262,144 bytes starts, one byte more is a ValidationException [C7]', async () => {
  it = passing;
  const send = (bytes: number) => it.start('é'.repeat((bytes - 2) / 2));
  expect(await it.ended(await send(262_144))).toMatchObject({ status: 'SUCCEEDED' });
  await expect(send(262_146)).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have size less than or equal to 262144 bytes in UTF-8 encoding",
  });
});

test('unverified on AWS: an input nested deeper than 1,000 is InvalidExecutionInput', async () => {
  it = passing;
  const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  expect(await it.run(nested(1000))).toMatchObject({ status: 'SUCCEEDED' });
  await expect(it.start(nested(1001))).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
});

test('a state machine that is not there is StateMachineDoesNotExist, whatever else is wrong [C7]', async () => {
  it = passing;
  const stateMachineArn = it.stateMachineArn.replace(/machine$/, 'other');
  const command = new StartExecutionCommand({ stateMachineArn, name: 'a b', input: '{' });
  await expect(it.client.send(command)).rejects.toMatchObject({
    name: 'StateMachineDoesNotExist',
    message: `State Machine Does Not Exist: '${stateMachineArn}'`,
  });
});

test('what is no ARN, or the ARN of something else, is InvalidArn', async () => {
  it = passing;
  const start = (stateMachineArn: string) => it.client.send(new StartExecutionCommand({ stateMachineArn }));
  await expect(start('machine')).rejects.toMatchObject({
    name: 'InvalidArn',
    message: "Invalid Arn: 'Invalid ARN prefix: machine'",
  });
  await expect(start(it.executionArn('a'))).rejects.toMatchObject({ name: 'InvalidArn' });
});
