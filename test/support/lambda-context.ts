import type { Context } from 'aws-lambda';

/** The context of one invocation, with ten seconds left. */
export function lambdaContext(over: Partial<Context> = {}): Context {
  return {
    awsRequestId: 'invocation-1',
    functionName: 'sluice-dev-createPayment',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:sluice-dev-createPayment',
    memoryLimitInMB: '512',
    logGroupName: '/aws/lambda/sluice-dev-createPayment',
    logStreamName: '2026/11/20/[$LATEST]0',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => 10_000,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
    ...over,
  };
}
