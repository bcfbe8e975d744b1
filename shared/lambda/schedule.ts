import middy from '@middy/core';
import type { Context, ScheduledEvent } from 'aws-lambda';
import { endedByLambda } from './ended-by-lambda.ts';
import { observed } from './observed.ts';
import { unitOfWork } from './unit-of-work.ts';

/** EventBridge schedule → function. The event's id stands where a front door's request id would. */
export function schedule(handle: (context: Context) => Promise<void>) {
  return middy<ScheduledEvent, void>(endedByLambda)
    .use(observed())
    .handler((event: ScheduledEvent, context: Context) =>
      unitOfWork(
        {},
        () => ({ requestId: event.id }),
        () => handle(context),
      ),
    );
}
