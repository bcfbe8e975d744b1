import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Package, packages, propertiesOf } from './support/packages.ts';

interface Alarm {
  AlarmName: string;
  AlarmDescription: string;
  AlarmActions: string[];
  OKActions: string[];
  TreatMissingData: string;
  DatapointsToAlarm: number;
  EvaluationPeriods: number;
  Threshold: number;
  Unit?: string;
  Namespace?: string;
  MetricName?: string;
  Dimensions?: Dimension[];
  Statistic?: string;
  ExtendedStatistic?: string;
  EvaluateLowSampleCountPercentile?: string;
  Metrics?: { Id: string; Expression?: string; ReturnData: boolean; MetricStat?: { Metric: Metric; Stat: string } }[];
}

interface Metric {
  Namespace: string;
  MetricName: string;
  Dimensions: Dimension[];
}

interface Dimension {
  Name: string;
  Value: string;
}

const root = join(import.meta.dirname, '../..');

describe.each(await packages())('the alarms of $stage', (deployed) => {
  const alarms = propertiesOf<Alarm>(deployed, 'AWS::CloudWatch::Alarm');
  const watched = Object.entries(alarms).flatMap(([, alarm]) => metricsOf(alarm).map(nameOf));
  const idsOf = (type: string) =>
    deployed.stack.ofType(type).map(({ logicalId, physicalId }) => [logicalId, physicalId]);

  test.each(idsOf('AWS::Lambda::Function'))('%s: errors, throttles and duration are watched', (_, name) => {
    expect(watched).toEqual(
      expect.arrayContaining(['Errors', 'Throttles', 'Duration'].map((metric) => `AWS/Lambda ${metric} ${name}`)),
    );
  });

  test.each(Object.entries(propertiesOf<{ QueueName: string }>(deployed, 'AWS::SQS::Queue')))(
    '%s: the age of what waits is watched, or that there is any dead letter [F3]',
    (logicalId, { QueueName }) => {
      const metric = logicalId.endsWith('Dlq') ? 'ApproximateNumberOfMessagesVisible' : 'ApproximateAgeOfOldestMessage';
      expect(watched).toContain(`AWS/SQS ${metric} ${QueueName}`);
    },
  );

  test.each(idsOf('AWS::StepFunctions::StateMachine'))('%s: every bad end is watched by itself [F4]', (_, arn) => {
    const metrics = ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted', 'ExecutionThrottled'];
    expect(watched).toEqual(expect.arrayContaining(metrics.map((metric) => `AWS/States ${metric} ${arn}`)));
  });

  test.each(idsOf('AWS::ApiGatewayV2::Api'))(
    '%s: 5xx and latency are watched, under an HTTP API’s names [F1]',
    (_, id) => {
      const metrics = ['5xx', 'Count', 'Latency'].map((metric) => `AWS/ApiGateway ${metric} ${id}`);
      expect(watched).toEqual(expect.arrayContaining(metrics));
    },
  );

  test('a route that takes something in and fails is noticed by itself, whatever else the API answers [F1]', () => {
    const [ApiId] = idsOf('AWS::ApiGatewayV2::Api').map(([, id]) => id);
    const routes = propertiesOf<{ RouteKey: string }>(deployed, 'AWS::ApiGatewayV2::Route');
    const takeIn = Object.entries(routes).filter(([, { RouteKey }]) => /^POST \/v1\//.test(RouteKey));
    expect(takeIn.map(([, { RouteKey }]) => RouteKey).sort()).toEqual([
      'POST /v1/payment-batches',
      'POST /v1/payments',
      'POST /v1/webhooks/rail',
    ]);
    for (const [logicalId, { RouteKey }] of takeIn) {
      const [Method, Resource] = RouteKey.split(' ');
      const dimensions = { ApiId, Stage: '$default', Method, Resource };
      const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
      const alarm = alarms[`${logicalId}ApiServerErrorsAlarm`];
      expect(alarm && metricsOf(alarm)).toEqual([
        { Namespace: 'AWS/ApiGateway', MetricName: 'Count', Dimensions },
        { Namespace: 'AWS/ApiGateway', MetricName: '5xx', Dimensions },
      ]);
      // Not for one 503 in a minute with no other request.
      expect(alarm?.DatapointsToAlarm).toBeGreaterThan(1);
    }
  });

  test('a task that asks its state machine for another try calls nobody at once; any other failing function does', () => {
    const functions = Object.entries(propertiesOf<{ Handler: string }>(deployed, 'AWS::Lambda::Function'));
    for (const [logicalId, { Handler }] of functions) {
      const alarm = alarms[logicalId.replace(/LambdaFunction$/, 'FunctionErrorsAlarm')];
      expect(alarm).toMatchObject({
        DatapointsToAlarm: Handler.startsWith('functions/workflow/') ? 3 : 1,
        EvaluationPeriods: 5,
        Threshold: 1,
      });
    }
  });

  test.each(idsOf('AWS::DynamoDB::Table'))('%s: throttles and faults of each operation are watched [F5]', (_, name) => {
    for (const operation of ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'TransactWriteItems']) {
      expect(watched).toContain(`AWS/DynamoDB ThrottledRequests ${name} ${operation}`);
      expect(watched).toContain(`AWS/DynamoDB SystemErrors ${name} ${operation}`);
    }
  });

  test('transactions that meet on the ledger are watched', () => {
    expect(watched).toContain(`AWS/DynamoDB TransactionConflict ${physicalId(deployed, 'LedgerTable')}`);
  });

  test('a schedule that stops is noticed: for the missing runs alone, missing data is bad', () => {
    const scheduled = deployed.stack.ofType('AWS::Events::Rule');
    const breaching = Object.keys(alarms).filter((id) => alarms[id]?.TreatMissingData === 'breaching');
    expect(scheduled).toHaveLength(1);
    expect(breaching).toEqual(['ReconcilePaymentsScheduleStoppedAlarm']);
    expect(watched).toContain(`AWS/Lambda Invocations ${physicalId(deployed, 'ReconcilePaymentsLambdaFunction')}`);
  });

  test('the metrics of our own that are watched are written, without dimensions but the service', () => {
    const own = Object.values(alarms)
      .flatMap(metricsOf)
      .filter(({ Namespace }) => Namespace.startsWith('Sluice'));
    expect(own.map(({ MetricName }) => MetricName).sort()).toEqual([
      'OldestUnsettledAgeSeconds',
      'QuarantinedWebhooks',
      'UnappliedRailEvents',
    ]);
    const code = sources('functions') + sources('shared');
    for (const { MetricName, Dimensions } of own) {
      expect(Dimensions).toEqual([{ Name: 'service', Value: 'sluice' }]);
      expect(code).toMatch(new RegExp(`metrics\\.(singleMetric\\(\\)\\.)?addMetric\\('${MetricName}'`));
    }
  });

  test('they are written and watched under a name of the stage’s own: an account may hold several stages', () => {
    const namespace = `Sluice/${deployed.stage}`;
    type Function = { Environment: { Variables: Record<string, string> } };
    for (const { Environment } of Object.values(propertiesOf<Function>(deployed, 'AWS::Lambda::Function')))
      expect(Environment.Variables.POWERTOOLS_METRICS_NAMESPACE).toBe(namespace);
    const own = Object.values(alarms).flatMap(metricsOf);
    expect(new Set(own.map(({ Namespace }) => Namespace).filter((name) => !name.startsWith('AWS/')))).toEqual(
      new Set([namespace]),
    );
  });

  test('one word of the rail that is not applied is enough to call a human', () => {
    expect(alarms.PaymentsEventsUnappliedAlarm).toMatchObject({
      MetricName: 'UnappliedRailEvents',
      Statistic: 'Sum',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      DatapointsToAlarm: 1,
      EvaluationPeriods: 5,
    });
  });

  test.each(Object.entries(alarms))('%s says what it means and what to do, and tells the operators', (_, alarm) => {
    const [, page = ''] = / First: .+ Runbook: (docs\/runbooks\/[a-z-]+\.md)$/.exec(alarm.AlarmDescription) ?? [];
    expect(existsSync(join(root, page))).toBe(true);
    expect(alarm.AlarmName.endsWith(`-${basename(page, '.md')}`)).toBe(true);
    expect(alarm.AlarmDescription.length).toBeLessThanOrEqual(1024);
    const topic = physicalId(deployed, 'AlarmsTopic');
    expect(alarm).toMatchObject({ AlarmActions: [topic], OKActions: [topic] });
  });

  test.each(Object.entries(alarms))('%s is one that CloudWatch can evaluate [F6]', (_, alarm) => {
    expect(alarm.DatapointsToAlarm).toBeLessThanOrEqual(alarm.EvaluationPeriods);
    expect(['notBreaching', 'breaching']).toContain(alarm.TreatMissingData);
    expect(alarm.Unit).toBeUndefined();
    if (alarm.ExtendedStatistic) expect(alarm.EvaluateLowSampleCountPercentile).toBe('evaluate');
    if (!alarm.Metrics) return;
    expect(alarm.Metrics.filter(({ ReturnData }) => ReturnData)).toHaveLength(1);
    expect(alarm.Metrics.filter(({ MetricStat }) => MetricStat).length).toBeLessThanOrEqual(10);
    const expression = alarm.Metrics.find(({ Expression }) => Expression)?.Expression ?? '';
    for (const { Id, MetricStat } of alarm.Metrics) {
      expect(Id).toMatch(/^[a-z][a-zA-Z0-9_]*$/);
      if (MetricStat) expect(expression).toMatch(new RegExp(`\\b${Id}\\b`));
    }
  });

  test('no duration alarm waits for the timeout itself', () => {
    const functions = propertiesOf<{ Timeout: number }>(deployed, 'AWS::Lambda::Function');
    for (const [logicalId, { Timeout }] of Object.entries(functions)) {
      const alarm = alarms[logicalId.replace(/LambdaFunction$/, 'FunctionDurationAlarm')];
      expect(alarm?.Threshold).toBe(Timeout * 1000 * 0.8);
    }
  });

  test('alarms travel encrypted, by a key that CloudWatch may use', () => {
    const topic = propertiesOf<{ KmsMasterKeyId: string }>(deployed, 'AWS::SNS::Topic').AlarmsTopic;
    expect(topic?.KmsMasterKeyId).toBe(physicalId(deployed, 'AlarmsKey'));
    const key = propertiesOf<{ KeyPolicy: { Statement: object[] } }>(deployed, 'AWS::KMS::Key').AlarmsKey;
    expect(key?.KeyPolicy.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      }),
    );
  });
});

test('every runbook page is one that some alarm leads to', async () => {
  const pages = readdirSync(join(root, 'docs/runbooks')).filter((name) => name.endsWith('.md'));
  const [dev] = await packages();
  const descriptions = dev ? Object.values(propertiesOf<Alarm>(dev, 'AWS::CloudWatch::Alarm')) : [];
  const kinds = new Set(descriptions.map(({ AlarmDescription }) => basename(AlarmDescription)));
  expect(pages.sort()).toEqual([...kinds].sort());
});

function metricsOf({ Namespace, MetricName, Dimensions, Metrics }: Alarm): Metric[] {
  if (Namespace && MetricName && Dimensions) return [{ Namespace, MetricName, Dimensions }];
  return (Metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);
}

function nameOf({ Namespace, MetricName, Dimensions }: Metric): string {
  return [Namespace, MetricName, ...Dimensions.map(({ Value }) => Value)].join(' ');
}

function physicalId({ stack }: Package, logicalId: string): string {
  return stack.resources.get(logicalId)?.physicalId ?? `no ${logicalId}`;
}

function sources(folder: string): string {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  return files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8')).join('\n');
}
