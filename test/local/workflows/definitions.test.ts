import { afterEach, expect, test } from '@jest/globals';
import { invoke, only, type StatesOptions, startStates } from './start-states.ts';

let it: Awaited<ReturnType<typeof startStates>>;
afterEach(() => it.stop());

const start = async (definition: Record<string, unknown>, options?: StatesOptions) => {
  it = await startStates(definition, options);
};

test('what a definition asks for beyond the twin is said in a notice', async () => {
  const Work = invoke('work', { HeartbeatSeconds: 5, TimeoutSeconds: 10, End: true });
  const Send = {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage',
    Parameters: { QueueUrl: 'x' },
    Next: 'Work',
  };
  await start({ StartAt: 'Send', States: { Send, Work } });
  expect(it.notices).toEqual([
    'State machine machine: State Send: arn:aws:states:::sqs:sendMessage cannot be run and fails with States.Runtime.',
    'State machine machine: State Work: HeartbeatSeconds is not acted upon.',
  ]);
  expect(await it.run()).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
});

test('a definition that AWS would refuse keeps the twin from starting', async () => {
  await start(only({ Type: 'Pass', End: true }));
  await expect(startStates(only({ Type: 'Pass', Next: 'Nowhere' }))).rejects.toThrow(
    /^State machine Machine cannot be run: .+/,
  );
});

test.each([null, false, 0, ''])('the input %j is passed on as it is, by $ too', async (input) => {
  await start(only({ Type: 'Pass', Parameters: { 'all.$': '$' }, End: true }));
  expect(await it.output(input)).toEqual({ all: input });
});

test('a definition can be a text with substitutions', async () => {
  const text = JSON.stringify(only({ Type: 'Pass', Result: { arn: `$\{Arn}` }, End: true }));
  const properties = {
    Definition: undefined,
    DefinitionString: text,
    DefinitionSubstitutions: { Arn: 'a "quoted" one' },
  };
  await start({}, { properties });
  expect(await it.output()).toEqual({ arn: 'a "quoted" one' });
});
