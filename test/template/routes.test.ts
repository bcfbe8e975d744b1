import { describe, expect, test } from '@jest/globals';
import { authorizedRoutes } from '../../shared/domain/route-scopes.ts';
import { arnOf, packages, propertiesOf } from './support/packages.ts';

interface Route {
  RouteKey: string;
  Target: string;
  AuthorizationType?: string;
  AuthorizerId?: string;
}

interface Integration {
  IntegrationSubtype?: string;
  PayloadFormatVersion: string;
  CredentialsArn?: string;
  RequestParameters?: Record<string, string>;
  ResponseParameters?: object;
}

interface Throttle {
  DetailedMetricsEnabled: boolean;
  ThrottlingRateLimit: number;
  ThrottlingBurstLimit: number;
}

interface Stage {
  StageName: string;
  AutoDeploy: boolean;
  AccessLogSettings: { Format: string };
  DefaultRouteSettings: Throttle;
  RouteSettings: Record<string, Throttle>;
}

/** Open to the world, each for its reason: the consumer checks the signature; nothing is told; the sandbox's own key. */
const open = ['POST /v1/webhooks/rail', 'GET /health'];
const sandbox = ['POST /sandbox/rail/payments', 'GET /sandbox/rail/payments/{paymentId}'];

/** As the gateway's mapping language writes a value inside a text. */
const mapped = (source: string) => `\${${source}}`;

const accepted = { '200': { ResponseParameters: [{ Destination: 'overwrite:statuscode', Source: '202' }] } };

describe.each(await packages())('the front door of $stage', (deployed) => {
  const routes = Object.values(propertiesOf<Route>(deployed, 'AWS::ApiGatewayV2::Route'));
  const integrations = propertiesOf<Integration>(deployed, 'AWS::ApiGatewayV2::Integration');
  const [gateway] = Object.values(propertiesOf<Stage>(deployed, 'AWS::ApiGatewayV2::Stage'));

  test('the routes that ask for a key are those that have a scope', () => {
    const guarded = routes.filter(({ AuthorizationType }) => AuthorizationType === 'CUSTOM');
    expect(guarded.map(({ RouteKey }) => RouteKey).sort()).toEqual([...authorizedRoutes].sort());
    const [authorizerId] = deployed.stack.ofType('AWS::ApiGatewayV2::Authorizer').map(({ physicalId }) => physicalId);
    for (const { AuthorizerId } of guarded) expect(AuthorizerId).toBe(authorizerId);
  });

  test('the routes that ask for none are few, and known', () => {
    const unguarded = routes.filter(({ AuthorizationType }) => AuthorizationType === undefined);
    const expected = deployed.stage === 'prod' ? open : [...open, ...sandbox];
    expect(unguarded.map(({ RouteKey }) => RouteKey).sort()).toEqual(expected.sort());
  });

  test('an answer of the authorizer is kept for one route and key, for five minutes [B]', () => {
    expect(Object.values(propertiesOf(deployed, 'AWS::ApiGatewayV2::Authorizer'))).toEqual([
      expect.objectContaining({
        AuthorizerType: 'REQUEST',
        IdentitySource: ['$request.header.Authorization', '$context.routeKey'],
        AuthorizerResultTtlInSeconds: 300,
        AuthorizerPayloadFormatVersion: '2.0',
        EnableSimpleResponses: true,
      }),
    ]);
  });

  test('a batch starts an execution named after the authorized partner; its body is passed whole [C2]', () => {
    expect(integrationOf('POST /v1/payment-batches')).toEqual({
      ApiId: expect.any(String),
      IntegrationType: 'AWS_PROXY',
      IntegrationSubtype: 'StepFunctions-StartExecution',
      PayloadFormatVersion: '1.0',
      TimeoutInMillis: 10_000,
      CredentialsArn: arnOf(deployed, 'StartBatchRole'),
      RequestParameters: {
        StateMachineArn: arnOf(deployed, 'PaymentBatchStateMachine'),
        Name: `${mapped('context.authorizer.partnerId')}_${mapped('request.header.idempotency-key')}`,
        Input: '$request.body',
      },
      ResponseParameters: accepted,
    });
  });

  test('a webhook goes into its queue as it came [C2]', () => {
    const { RequestParameters, ...integration } = integrationOf('POST /v1/webhooks/rail');
    expect(integration).toMatchObject({
      IntegrationSubtype: 'SQS-SendMessage',
      PayloadFormatVersion: '1.0',
      CredentialsArn: arnOf(deployed, 'ReceiveWebhookRole'),
      ResponseParameters: accepted,
    });
    expect(RequestParameters).toEqual({
      QueueUrl: deployed.stack.resources.get('WebhooksQueue')?.physicalId,
      MessageBody: '$request.body',
      MessageAttributes: expect.any(String),
    });
  });

  test('a webhook’s attributes are one JSON text, in which what the gateway knows stands last', () => {
    const attributes = JSON.parse(integrationOf('POST /v1/webhooks/rail').RequestParameters?.MessageAttributes ?? '');
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    expect(Object.entries(attributes)).toEqual([
      ['webhook-id', text(mapped('request.header.webhook-id'))],
      ['webhook-timestamp', text(mapped('request.header.webhook-timestamp'))],
      ['webhook-signature', text(mapped('request.header.webhook-signature'))],
      ['requestId', text(mapped('context.requestId'))],
      ['receivedAt', text(mapped('context.requestTimeEpoch'))],
    ]);
  });

  test('every request is logged on one line of JSON, within the limit of 1,024 characters [A1]', () => {
    const format = gateway?.AccessLogSettings.Format ?? '';
    expect(format.length).toBeLessThanOrEqual(1024);
    expect(format).not.toContain('\n');
    expect(Object.values(JSON.parse(format))).toEqual(
      expect.arrayContaining([
        '$context.requestId',
        '$context.routeKey',
        '$context.status',
        '$context.responseLatency',
        '$context.integrationLatency',
        '$context.integrationErrorMessage',
        '$context.authorizer.partnerId',
        '$context.authorizer.error',
        '$context.identity.sourceIp',
        '$context.identity.userAgent',
      ]),
    );
  });

  test('the stage serves at the root, as deployed, within limits that are measured by route', () => {
    expect(gateway).toMatchObject({ StageName: '$default', AutoDeploy: true });
    for (const limit of [gateway?.DefaultRouteSettings, ...Object.values(gateway?.RouteSettings ?? {})]) {
      expect(limit?.DetailedMetricsEnabled).toBe(true);
      expect(limit?.ThrottlingRateLimit).toBeGreaterThan(0);
      expect(limit?.ThrottlingBurstLimit).toBeGreaterThan(0);
    }
  });

  test('a limit of its own stands on a route that exists, and is made after it', () => {
    const limited = Object.keys(gateway?.RouteSettings ?? {});
    expect(limited).toEqual(['POST /v1/payment-batches']);
    expect(routes.map(({ RouteKey }) => RouteKey)).toEqual(expect.arrayContaining(limited));
    const [, stage] = deployed.resources.find(([logicalId]) => logicalId === 'HttpApiStage') ?? [];
    expect(stage?.DependsOn).toContain('StartBatchRoute');
  });

  function integrationOf(routeKey: string): Integration {
    const target = routes.find(({ RouteKey }) => RouteKey === routeKey)?.Target;
    const entry = Object.entries(integrations).find(
      ([logicalId]) => `integrations/${deployed.stack.resources.get(logicalId)?.physicalId}` === target,
    );
    if (!entry) throw new Error(`${routeKey} leads nowhere`);
    return entry[1];
  }
});
