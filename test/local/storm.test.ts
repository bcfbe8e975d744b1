import { expect, test } from '@jest/globals';
import { createFaults, type FaultPoint } from '../../local/faults.ts';
import { letItStorm } from '../../local/storm.ts';

const roleArn = 'arn:aws:iam::000000000000:role/worker';
const call = (over: Partial<Extract<FaultPoint, { at: 'aws-call' }>> = {}): FaultPoint => ({
  at: 'aws-call',
  action: 'dynamodb:PutItem',
  resources: [],
  roleArn,
  ...over,
});

function storm(dice?: () => number) {
  const faults = createFaults();
  const struck: string[] = [];
  letItStorm(faults, ({ at }, effect) => struck.push(`${effect.do} ${at}`), dice);
  return { faults, struck };
}

test('it strikes every kind of point, and tells what it did', () => {
  const { faults, struck } = storm(() => 0);
  const points: FaultPoint[] = [
    { at: 'invoke', functionName: 'worker' },
    call(),
    { at: 'delivery', queueName: 'orders' },
    { at: 'gateway-response', routeKey: 'GET /' },
  ];
  expect(points.map((point) => faults.strike(point)?.do)).toEqual(['kill', 'throttle', 'duplicate', 'drop-response']);
  expect(struck).toEqual(['kill invoke', 'throttle aws-call', 'duplicate delivery', 'drop-response gateway-response']);
});

test.each([
  ['an operator', call({ roleArn: undefined })],
  ['polling', call({ action: 'sqs:ReceiveMessage' })],
  ['the deletion of what was processed', call({ action: 'sqs:DeleteMessageBatch' })],
])('it spares %s', (_, point) => {
  expect(storm(() => 0).faults.strike(point)).toBeUndefined();
});

test('it does not end, and most calls pass', () => {
  const { faults, struck } = storm();
  const calls = 20_000;
  for (let n = 0; n < calls; n++) faults.strike(call());
  expect(struck.length).toBeGreaterThan(calls * 0.03);
  expect(struck.length).toBeLessThan(calls * 0.07);
  for (const effect of ['throttle', 'drop-response', 'fail', 'delay']) expect(struck).toContain(`${effect} aws-call`);
});
