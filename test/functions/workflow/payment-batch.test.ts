import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import aslValidator from 'asl-validator';
import { StateMachine } from 'aws-local-stepfunctions';
import { parse } from 'yaml';
import { BatchIncomplete } from '#shared/domain/batches/close-batch.ts';

const text = readFileSync(new URL('../../../infra/payment-batch.yml', import.meta.url), 'utf8');
const arnOf = (name: string) => `arn:aws:lambda:eu-central-1:111122223333:function:${name}`;
const definition = parse(
  text.replace(/\$\{(\w+)\}/g, (_, name) => arnOf(name)),
  { merge: true },
);
const tasks = ['Open', 'CreatePayment', 'Close', 'FinishPayment', 'CloseAgain'];

type Json = NonNullable<Parameters<StateMachine['run']>[0]> | null;
type Fields = { [name: string]: Json };

interface Call {
  state: string;
  payload: Fields;
}

let calls: Call[] = [];
afterEach(() => {
  calls = [];
});

/** Runs the state machine of infra/payment-batch.yml; `answer` plays its functions. Retries do not wait. */
async function run(input: Json, answer: (call: Call) => Fields): Promise<unknown> {
  const handler = (state: string) => async (parameters: Json) => {
    const call = { state, payload: fieldsOf(fieldsOf(parameters).Payload) };
    calls.push(call);
    return { Payload: answer(call), StatusCode: 200 };
  };
  const machine = new StateMachine(definition, { validationOptions: { checkArn: false, noValidate: true } });
  const execution = machine.run(input, {
    context: { Execution: { Name: 'acme_rent-2026-11' } },
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(tasks.map((state) => [state, handler(state)])),
      retryIntervalOverrides: Object.fromEntries(tasks.map((state) => [state, 0])),
    },
    noThrowOnAbort: true,
  });
  return execution.result;
}

function fieldsOf(value: Json | undefined): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new TypeError('not an object');
}

const opened = { status: 'open' };
const made = { status: 'accepted' };
const named = (state: string) => calls.filter((call) => call.state === state);
const good = ({ state }: Call) =>
  state === 'Open' ? opened : state.startsWith('Close') ? { status: 'completed' } : made;

describe('the payment-batch state machine', () => {
  test('is valid', () => {
    expect(aslValidator(definition, { checkPaths: true, checkArn: false }).errors).toEqual([]);
  });

  test('opens, creates each payment by its place, closes, and ends with a word', async () => {
    const payments = [{ a: 1 }, 'two', null];
    expect(await run({ payments }, good)).toEqual({ status: 'completed' });
    expect(named('Open').map(({ payload }) => payload)).toEqual([
      { executionName: 'acme_rent-2026-11', startedAt: expect.stringMatching(/^\d{4}-.*Z$/), body: { payments } },
    ]);
    const created = named('CreatePayment').map(({ payload }) => payload);
    expect(created.toSorted((one, other) => Number(one.index) - Number(other.index))).toEqual(
      payments.map((payment, index) => ({ executionName: 'acme_rent-2026-11', index, payment })),
    );
    expect(named('Close').map(({ payload }) => payload)).toEqual([{ executionName: 'acme_rent-2026-11' }]);
  });

  test.each([
    [{ payments: 7 }],
    [7],
    [null],
    ['text'],
    [[1, 2]],
    [{ executionName: 'globex_x', batch: { payments: [] } }],
  ])('hands %j to the open function as it came, and ends where that rejects it', async (input) => {
    expect(await run(input, () => ({ status: 'rejected' }))).toEqual({ status: 'rejected' });
    expect(calls).toEqual([
      { state: 'Open', payload: expect.objectContaining({ executionName: 'acme_rent-2026-11', body: input }) },
    ]);
  });

  test('tries a task again that failed, whatever the error', async () => {
    let failures = 3;
    const flaky = (call: Call) => {
      if (call.state === 'CreatePayment' && failures-- > 0) throw new RangeError('a killed environment');
      return good(call);
    };
    expect(await run({ payments: [{}] }, flaky)).toEqual({ status: 'completed' });
    expect(named('CreatePayment')).toHaveLength(4);
  });

  test('goes on with the other payments when one cannot be created, then through the batch once more', async () => {
    let isDown = true;
    const down = (call: Call) => {
      if (call.state === 'CreatePayment' && call.payload.index === 1) throw new Error('no capacity');
      if (call.state === 'Close') {
        isDown = false;
        return { status: 'incomplete' };
      }
      return good(call);
    };
    expect(await run({ payments: [{}, {}, {}] }, down)).toEqual({ status: 'completed' });
    expect(isDown).toBe(false);
    expect(named('CreatePayment').filter(({ payload }) => payload.index === 1)).toHaveLength(6);
    expect(named('FinishPayment').map(({ payload }) => payload.index)).toEqual([0, 1, 2]);
    expect(named('CloseAgain')).toHaveLength(1);
  });

  test('fails, and so can be resumed, rather than say of a payment that it failed when nobody knows', async () => {
    const down = (call: Call) => {
      if (call.payload.index === 1) throw new Error('no capacity');
      return call.state === 'Close' ? { status: 'incomplete' } : good(call);
    };
    await expect(run({ payments: [{}, {}, {}] }, down)).rejects.toThrow();
    expect(named('CloseAgain')).toEqual([]);
  });

  test('ends well only when the batch is complete: after the last pass, what is missing is an error of the task', async () => {
    const incomplete = (call: Call) => {
      if (call.payload.isLastLook) throw new BatchIncomplete('No result for 1 of 3 payments.');
      return call.state === 'Close' ? { status: 'incomplete' } : good(call);
    };
    await expect(run({ payments: [{}, {}, {}] }, incomplete)).rejects.toThrow(/No result for 1 of 3 payments/);
    expect(named('Close').map(({ payload }) => payload)).toEqual([{ executionName: 'acme_rent-2026-11' }]);
    const lastLook = { executionName: 'acme_rent-2026-11', isLastLook: true };
    expect(named('CloseAgain').map(({ payload }) => payload)).toEqual(Array(6).fill(lastLook));
  });

  test('fails in tasks only, where a redrive goes on: it would enter a Fail state again [E]', () => {
    expect(JSON.stringify(definition)).not.toContain('"Type":"Fail"');
  });

  test('holds little more than its input at any moment: 500 payments of almost 256 KB fit', async () => {
    const payments = Array.from({ length: 500 }, (_, n) => ({ n, fill: 'x'.repeat(490) }));
    const input = { payments };
    const size = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
    expect(size(input)).toBeGreaterThan(250_000);
    expect(await run(input, good)).toEqual({ status: 'completed' });
    const [open] = named('Open');
    expect(size(open?.payload) - size(input)).toBeLessThan(300);
    expect(named('CreatePayment')).toHaveLength(500);
  });
});
