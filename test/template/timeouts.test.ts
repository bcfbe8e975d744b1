import { describe, expect, test } from '@jest/globals';
import { callLimits } from '../../shared/adapters/call-limits.ts';
import { contentionLimits } from '../../shared/adapters/ledger/contention.ts';
import { arnOf, packages, propertiesOf } from './support/packages.ts';

interface Mapping {
  EventSourceArn: string;
  FunctionName: string;
  BatchSize: number;
  MaximumBatchingWindowInSeconds?: number;
  FunctionResponseTypes?: string[];
  ScalingConfig?: { MaximumConcurrency: number };
}

interface LambdaFunction {
  Timeout: number;
  Environment: { Variables: Record<string, unknown> };
  ReservedConcurrentExecutions?: number;
}

describe.each(await packages())('the timeouts of $stage', (deployed) => {
  const functions = propertiesOf<LambdaFunction>(deployed, 'AWS::Lambda::Function');
  const queues = propertiesOf<{ VisibilityTimeout: number }>(deployed, 'AWS::SQS::Queue');
  const mappings = propertiesOf<Mapping>(deployed, 'AWS::Lambda::EventSourceMapping');
  const byArn = (candidates: Record<string, unknown>, arn: string) =>
    Object.keys(candidates).find((logicalId) => arnOf(deployed, logicalId) === arn) ?? `none with ${arn}`;

  test.each(callers())('%s outlives one AWS call with its retries, so that the call’s error is answered', (name) => {
    const { connectionTimeout, requestTimeout } = callLimits.requestHandler;
    const longestCallMs = callLimits.maxAttempts * Math.max(connectionTimeout, requestTimeout);
    expect(longestCallMs).toBeLessThan(timeoutMs(name));
  });

  test.each(movers())('%s outlives a write against others on the same money', (name) => {
    const lastAttemptMs = callLimits.maxAttempts * callLimits.requestHandler.requestTimeout;
    expect(contentionLimits.patienceMs + lastAttemptMs).toBeLessThan(timeoutMs(name));
  });

  const integrations = propertiesOf<{ IntegrationUri?: string; TimeoutInMillis: number }>(
    deployed,
    'AWS::ApiGatewayV2::Integration',
  );
  test.each(Object.entries(integrations))('%s waits longer than its function runs', (_, integration) => {
    expect(integration.TimeoutInMillis).toBeLessThanOrEqual(30_000);
    if (integration.IntegrationUri === undefined) return;
    const name = byArn(functions, integration.IntegrationUri.replace(/:provisioned$/, ''));
    expect(timeoutMs(name)).toBeLessThan(integration.TimeoutInMillis);
  });

  test('the authorizer ends before the gateway gives up on it at 10 s [A1]', () => {
    expect(timeoutMs('AuthorizeLambdaFunction')).toBeLessThan(10_000);
  });

  test('a run of the reconciler ends before the next one starts', () => {
    const rules = Object.values(propertiesOf<{ ScheduleExpression: string }>(deployed, 'AWS::Events::Rule'));
    expect(rules.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual(['rate(1 minute)']);
    expect(timeoutMs('ReconcilePaymentsLambdaFunction')).toBeLessThan(60_000);
  });

  describe.each(Object.entries(mappings))('%s', (_, mapping) => {
    const consumer = byArn(functions, mapping.FunctionName);

    test('hides a message for six times as long as its consumer may run, and its window more [D3]', () => {
      const queue = byArn(queues, mapping.EventSourceArn);
      const window = mapping.MaximumBatchingWindowInSeconds ?? 0;
      expect(queues[queue]?.VisibilityTimeout).toBeGreaterThanOrEqual((6 * timeoutMs(consumer)) / 1000 + window);
    });

    test('takes failed messages one by one: the others of the batch are done [D3]', () => {
      expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    });

    test('leaves in the queue what its consumer has no room for: throttling would use up tries [D2]', () => {
      const most = mapping.ScalingConfig?.MaximumConcurrency;
      expect(most).toBeGreaterThanOrEqual(2);
      const reserved = functions[consumer]?.ReservedConcurrentExecutions;
      if (reserved !== undefined) expect(most).toBeLessThanOrEqual(reserved);
    });
  });

  function timeoutMs(name: string): number {
    return (functions[name]?.Timeout ?? Number.NaN) * 1000;
  }

  /** Who reads or writes the ledger. */
  function movers(): string[] {
    const given = Object.entries(functions).filter(([, { Environment }]) => 'LEDGER_TABLE' in Environment.Variables);
    return given.map(([name]) => name);
  }

  /** All functions but the one that calls nothing. */
  function callers(): string[] {
    return Object.keys(functions).filter((name) => name !== 'HealthLambdaFunction');
  }
});
