import type { AwsApi } from '../../../local/aws-api/aws-api.ts';
import { createFaults } from '../../../local/faults.ts';
import type { Limits } from '../../../local/gateway/limits.ts';
import {
  type Gateway,
  type GatewayOptions,
  type Listener,
  openListener,
  startGateway,
} from '../../../local/gateway/start-gateway.ts';
import { createIam } from '../../../local/iam/create-iam.ts';
import type { Functions } from '../../../local/lambda/functions.ts';
import type { Invocation } from '../../../local/lambda/invocation.ts';
import type { MetricDatum } from '../../../local/observer.ts';
import { stackOf } from '../aws-api/serve-stack.ts';
import { type RequestOptions, send, sendRaw } from './http-client.ts';

type Properties = Record<string, unknown>;

export interface ApiSpec {
  /** By route key: properties of the integration, and the authorizer's logical id. The default is the function `handler`. */
  routes: Record<string, { integration?: Properties; authorizer?: string }>;
  authorizers?: Record<string, Properties>;
  api?: Properties;
  stage?: Properties;
  resources?: Record<string, unknown>;
  /** What a function returns; the default is its own name. An Invocation says otherwise. */
  answer?: (functionName: string, event: Event) => unknown;
  call?: AwsApi['call'];
  permits?: Functions['permits'];
  limits?: Partial<Limits>;
  now?: () => number;
}

/** What a function or an authorizer gets, as far as the tests look into it. */
export interface Event {
  routeKey: string;
  rawPath: string;
  routeArn: string;
  identitySource: string[];
  headers: Record<string, string>;
  pathParameters: Record<string, string>;
  queryStringParameters: Record<string, string>;
  requestContext: { requestId: string; stage: string; authorizer?: object; http: { sourceIp: string } };
  body: string;
}

export const arnOf = (functionName: string) => `arn:aws:lambda:eu-central-1:000000000000:function:${functionName}`;

/** A gateway on a free port over a template like the one that osls writes, with fakes behind it. */
export async function serveApi(spec: ApiSpec) {
  const listener = await openListener();
  const stack = stackOf({ ...templateOf(spec), ...spec.resources });
  const calls: { functionName: string; event: Event; traceId: string | undefined }[] = [];
  const awsCalls: Parameters<AwsApi['call']>[] = [];
  const logs: string[] = [];
  const metrics: MetricDatum[] = [];
  const notices: string[] = [];
  const faults = createFaults();
  const answer = spec.answer ?? ((name: string) => name);

  const gateway = await startOrStop(listener, {
    ...{ stack, faults },
    iam: createIam(stack),
    functions: {
      permits: spec.permits ?? (() => true),
      async invoke(arn, event, options) {
        const functionName = arn.replace(arnOf(''), '');
        const seen: Event = JSON.parse(JSON.stringify(event));
        calls.push({ functionName, event: seen, traceId: options?.traceId });
        return invocationOf(await answer(functionName, seen));
      },
    },
    aws: {
      async call(...call) {
        awsCalls.push(call);
        return spec.call ? spec.call(...call) : {};
      },
    },
    observe: {
      log: () => undefined,
      metric: (datum) => metrics.push(datum),
      access: (line) => logs.push(line),
      notice: (text) => notices.push(text),
    },
    ...(spec.now && { now: spec.now }),
    ...(spec.limits && { limits: spec.limits }),
  });
  return {
    ...{ url: gateway.url, calls, awsCalls, logs, metrics, notices, faults, stack, stop: gateway.stop },
    send: (method: string, path: string, options?: RequestOptions) => send(gateway.url, method, path, options),
    raw: (text: string | Buffer) => sendRaw(gateway.url, text),
    /** The event that the last function call got. */
    event(): Event {
      const last = calls.at(-1);
      if (!last) throw new Error('no function was called');
      return last.event;
    },
  };
}

export type ServedApi = Awaited<ReturnType<typeof serveApi>>;

/** A gateway that refuses its template leaves the listener to whoever opened it. */
async function startOrStop(listener: Listener, options: Omit<GatewayOptions, 'listener'>): Promise<Gateway> {
  try {
    return startGateway({ listener, ...options });
  } catch (error) {
    await listener.stop();
    throw error;
  }
}

function templateOf({ routes, authorizers = {}, api, stage }: ApiSpec): Record<string, unknown> {
  const ApiId = { Ref: 'HttpApi' };
  const resource = (kind: string, Properties: Properties) => ({ Type: `AWS::ApiGatewayV2::${kind}`, Properties });
  const entries = Object.entries(routes).flatMap(([RouteKey, { integration, authorizer }], index) => [
    [`Integration${index}`, resource('Integration', { ApiId, ...functionIntegration, ...integration })],
    [
      `Route${index}`,
      resource('Route', {
        ...{ ApiId, RouteKey, Target: { 'Fn::Join': ['/', ['integrations', { Ref: `Integration${index}` }]] } },
        ...(authorizer && { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: authorizer } }),
      }),
    ],
  ]);
  const guards = Object.entries(authorizers).map(([id, given]) => [
    id,
    resource('Authorizer', { ApiId, ...functionAuthorizer, ...given }),
  ]);
  return {
    HttpApi: resource('Api', { Name: 'test', ProtocolType: 'HTTP', ...api }),
    Stage: resource('Stage', { ApiId, StageName: '$default', AutoDeploy: true, ...stage }),
    ...Object.fromEntries([...entries, ...guards]),
  };
}

const functionIntegration = {
  IntegrationType: 'AWS_PROXY',
  IntegrationUri: arnOf('handler'),
  PayloadFormatVersion: '2.0',
  TimeoutInMillis: 30_000,
};

const functionAuthorizer = {
  AuthorizerType: 'REQUEST',
  AuthorizerUri: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${arnOf('authorizer')}/invocations`,
  AuthorizerPayloadFormatVersion: '2.0',
  AuthorizerResultTtlInSeconds: 0,
  EnableSimpleResponses: true,
  IdentitySource: ['$request.header.Authorization'],
};

function invocationOf(result: unknown): Invocation {
  if (typeof result === 'object' && result !== null && 'outcome' in result) return result as Invocation;
  const payload = JSON.stringify(result ?? null);
  return { requestId: 'r', durationMs: 1, coldStart: false, outcome: 'returned', payload };
}
