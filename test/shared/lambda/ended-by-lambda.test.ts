import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { APIGatewayRequestAuthorizerEventV2, ScheduledEvent, SQSEvent } from 'aws-lambda';
import { authorizer } from '#shared/lambda/authorizer.ts';
import { http } from '#shared/lambda/http.ts';
import { queueConsumer } from '#shared/lambda/queue-consumer.ts';
import { json } from '#shared/lambda/respond.ts';
import { schedule } from '#shared/lambda/schedule.ts';
import { workflowTask } from '#shared/lambda/workflow-task.ts';
import { captureLogs } from '../../support/captured-logs.ts';
import { httpEvent } from '../../support/http-event.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import { readEvent } from '../../support/read-event.ts';

captureLogs();

/** Work that takes longer than the time that is left, and a context that says how little that is. */
const work = async <Result>(result: Result): Promise<Result> => {
  await setTimeout(20);
  return result;
};
const context = lambdaContext({ getRemainingTimeInMillis: () => 1 });

test.each<[string, () => Promise<unknown>, unknown]>([
  [
    'an HTTP function',
    () => http({}, () => work(json(200, {})))(httpEvent(), context),
    expect.objectContaining({ statusCode: 200 }),
  ],
  [
    'the authorizer',
    () =>
      authorizer(() => work({ allowed: false, reason: 'malformed' }))(
        readEvent<APIGatewayRequestAuthorizerEventV2>('authorize.allowed'),
        context,
      ),
    { isAuthorized: false, context: {} },
  ],
  [
    'a queue consumer',
    () =>
      queueConsumer({ read: () => ({}), handle: () => work(undefined) })(
        readEvent<SQSEvent>('submit-payment.accepted'),
        context,
      ),
    { batchItemFailures: [] },
  ],
  ['a workflow task', () => workflowTask({ read: () => ({}), handle: () => work('done') })({}, context), 'done'],
  [
    'a schedule',
    () => schedule(() => work(undefined))(readEvent<ScheduledEvent>('reconcile-payments.tick'), context),
    undefined,
  ],
])('%s is not answered for before its work is done, however late it is', async (_, run, result) => {
  expect(await run()).toEqual(result);
});
