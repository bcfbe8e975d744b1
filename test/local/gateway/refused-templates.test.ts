import { describe, expect, test } from '@jest/globals';
import { GatewayConfigError } from '../../../local/gateway/config-error.ts';
import { type ApiSpec, serveApi } from './serve-api.ts';

type Case = [what: string, resource: string, spec: ApiSpec];
type Properties = Record<string, unknown>;

const integrating = (integration: Properties): ApiSpec => ({ routes: { 'GET /': { integration } } });
const guarded = (authorizer: Properties): ApiSpec => ({
  routes: { 'GET /': { authorizer: 'Guard' } },
  authorizers: { Guard: authorizer },
});
const more = (type: string, properties: Properties): ApiSpec => ({
  routes: { 'GET /': {} },
  resources: {
    More: { Type: `AWS::ApiGatewayV2::${type}`, Properties: { ApiId: { Ref: 'HttpApi' }, ...properties } },
  },
});
const Target = { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration0' }]] };
const direct = (IntegrationSubtype: string, RequestParameters: Properties, others: Properties = {}): ApiSpec =>
  integrating({
    ...{ IntegrationUri: undefined, IntegrationSubtype, RequestParameters, PayloadFormatVersion: '1.0' },
    ...{ CredentialsArn: 'arn:aws:iam::000000000000:role/gateway', ...others },
  });
const sqs = (parameters: Properties, others?: Properties) =>
  direct('SQS-SendMessage', { QueueUrl: 'q', MessageBody: '$request.body', ...parameters }, others);
const mapping = (status: string, Destination: string, Source: string) =>
  integrating({ ResponseParameters: { [status]: { ResponseParameters: [{ Destination, Source }] } } });

async function expectRefusal(resource: string, spec: ApiSpec): Promise<void> {
  const refused = await serveApi(spec).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(GatewayConfigError);
  expect(String(refused)).toContain(`GatewayConfigError: ${resource}: `);
}

describe('a template is refused, by the name of the resource, because AWS refuses', () => {
  const credentialsForAll = { CorsConfiguration: { AllowCredentials: true, AllowOrigins: ['*'] } };
  const cases: Case[] = [
    ['CORS with credentials for every origin [A6]', 'HttpApi', { routes: {}, api: credentialsForAll }],
    ['a route key that is none [A3]', 'Route0', { routes: { 'GET /a/': {} } }],
    ['a second route of the same key [A3]', 'More', more('Route', { RouteKey: 'GET /', Target })],
    ['a route to nothing [A3]', 'More', more('Route', { RouteKey: 'GET /x', Target: 'integrations/nope' })],
    ['settings of a route that is not there [A7]', 'Stage', { routes: {}, stage: { RouteSettings: { 'GET /b': {} } } }],
    ['a timeout of 49 ms [A1]', 'Integration0', integrating({ TimeoutInMillis: 49 })],
    ['a timeout of more than 30 s [A1]', 'Integration0', integrating({ TimeoutInMillis: 30_001 })],
    ['an identity source in the body [B]', 'Guard', guarded({ IdentitySource: ['$request.body.key'] })],
    ['an identity source that is text [B]', 'Guard', guarded({ IdentitySource: ['key'] })],
    ['a cache without one [B]', 'Guard', guarded({ IdentitySource: [], AuthorizerResultTtlInSeconds: 5 })],
    ['a TTL of more than an hour [B]', 'Guard', guarded({ AuthorizerResultTtlInSeconds: 3601 })],
    ['an integration without a required parameter [C1]', 'Integration0', direct('SQS-SendMessage', { QueueUrl: 'q' })],
    ['a parameter in small letters [C1]', 'Integration0', sqs({ delaySeconds: '1' })],
    ['a parameter named like a word of JavaScript [C1]', 'Integration0', sqs({ constructor: '1' })],
    ['a subtype named like a word of JavaScript [C1]', 'Integration0', direct('constructor', {})],
    ['a subtype with payload format 2.0 [C1]', 'Integration0', sqs({}, { PayloadFormatVersion: '2.0' })],
    ['an unparsable value [C2]', 'Integration0', sqs({ MessageBody: '$request.nope' })],
    ['a filter in a path [C2]', 'Integration0', sqs({ MessageBody: '$request.body[?(@.a)]' })],
    ['the authorizer’s whole context [C2]', 'Integration0', sqs({ MessageBody: '$context.authorizer' })],
    ['a mapping of a reserved header [C5]', 'Integration0', mapping('200', 'overwrite:header.Content-Length', '1')],
    ['a mapping of a CORS header [C5]', 'Integration0', mapping('200', 'append:header.Access-Control-Max-Age', '1')],
    ['a mapping of a header of AWS [C5]', 'Integration0', mapping('200', 'remove:header.x-amzn-requestid', '')],
    ['a mapping of the body [C5]', 'Integration0', mapping('200', 'overwrite:body', 'x')],
    ['a mapping with another verb [C5]', 'Integration0', mapping('200', 'replace:header.a', 'x')],
    ['a mapping of no valid header [C5]', 'Integration0', mapping('200', 'overwrite:header.a b', 'x')],
    ['a mapping of an unparsable value [C5]', 'Integration0', mapping('200', 'overwrite:header.a', '$response.x')],
    ['a mapping of the request [C5]', 'Integration0', mapping('200', 'overwrite:header.a', '$request.header.a')],
    ['a mapping of a range of codes [C5]', 'Integration0', mapping('2xx', 'overwrite:statuscode', '202')],
    ['a mapping of an interim status [C5]', 'Integration0', mapping('100', 'overwrite:statuscode', '202')],
  ];
  test.each(cases)('%s', (_what, resource, spec) => expectRefusal(resource, spec));
});

describe('a template is refused, by the name of the resource, because the twin has no', () => {
  const cases: Case[] = [
    ['WebSocket APIs', 'HttpApi', { routes: {}, api: { ProtocolType: 'WEBSOCKET' } }],
    ['second API', 'More', more('Api', { ProtocolType: 'HTTP' })],
    ['HTTP proxies', 'Integration0', integrating({ IntegrationType: 'HTTP_PROXY' })],
    ['integrations that are no function', 'Integration0', integrating({ IntegrationUri: 'https://a.example' })],
    ['payload format 1.0 of functions', 'Integration0', integrating({ PayloadFormatVersion: '1.0' })],
    ['request mapping of functions', 'Integration0', integrating({ RequestParameters: { 'append:header.a': 'b' } })],
    ['such subtype', 'Integration0', direct('Kinesis-PutRecord', {})],
    ['other Region', 'Integration0', sqs({ Region: 'us-east-1' })],
    [
      'direct integration without a role: it would act for nobody',
      'Integration0',
      sqs({}, { CredentialsArn: undefined }),
    ],
    ['JWT authorizers', 'Guard', guarded({ AuthorizerType: 'JWT' })],
    ['authorizers with payload format 1.0', 'Guard', guarded({ AuthorizerPayloadFormatVersion: '1.0' })],
    ['authorizers that are no function', 'Guard', guarded({ AuthorizerUri: 'arn:aws:sqs:x' })],
    ['IAM authorization', 'More', more('Route', { RouteKey: 'GET /x', Target, AuthorizationType: 'AWS_IAM' })],
  ];
  test.each(cases)('%s', (_what, resource, spec) => expectRefusal(resource, spec));
});
