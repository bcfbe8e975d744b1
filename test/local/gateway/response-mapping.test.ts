// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the mapping language writes variables so
import { afterEach, describe, expect, test } from '@jest/globals';
import { AwsError } from '../../../local/aws-error.ts';
import { type ServedApi, serveApi } from './serve-api.ts';

let it: ServedApi;
afterEach(() => it.stop());

type Changes = Record<string, [destination: string, source: string][]>;

const propertyOf = (changes: Changes) =>
  Object.fromEntries(
    Object.entries(changes).map(([status, list]) => [
      status,
      { ResponseParameters: list.map(([Destination, Source]) => ({ Destination, Source })) },
    ]),
  );
const sqs = {
  ...{ IntegrationUri: undefined, IntegrationSubtype: 'SQS-SendMessage', PayloadFormatVersion: '1.0' },
  RequestParameters: { QueueUrl: 'q', MessageBody: '$request.body' },
  CredentialsArn: 'arn:aws:iam::000000000000:role/gateway',
};

/** The answer of a function, mapped. */
async function mapped(changes: Changes, result: object = {}) {
  const integration = { ResponseParameters: propertyOf(changes) };
  it = await serveApi({ routes: { 'GET /': { integration } }, answer: () => ({ statusCode: 200, ...result }) });
  return it.send('GET', '/');
}

describe('a response mapping', () => {
  test('turns SQS’s 200 into a 202, and the body stays SQS’s [C5]', async () => {
    const ResponseParameters = propertyOf({ '200': [['overwrite:statuscode', '202']] });
    const call = async () => ({ MessageId: 'm', MD5OfMessageBody: 'x' });
    it = await serveApi({ routes: { 'POST /': { integration: { ...sqs, ResponseParameters } } }, call });
    const { status, body } = await it.send('POST', '/', { body: 'x' });
    expect({ status, body }).toEqual({ status: 202, body: expect.stringContaining('<SendMessageResponse') });
  });

  test('is for the status codes that it names, errors of the service included [C5]', async () => {
    const ResponseParameters = propertyOf({
      '200': [['overwrite:statuscode', '202']],
      '400': [['overwrite:statuscode', '503']],
    });
    const call = () => Promise.reject(new AwsError('InvalidParameterValue', 'no'));
    it = await serveApi({ routes: { 'POST /': { integration: { ...sqs, ResponseParameters } } }, call });
    expect((await it.send('POST', '/', { body: 'x' })).status).toBe(503);
  });

  test('unverified on AWS: is not for errors of the gateway itself [C5]', async () => {
    const ResponseParameters = propertyOf({ '400': [['overwrite:statuscode', '202']] });
    it = await serveApi({ routes: { 'POST /': { integration: { ...sqs, ResponseParameters } } } });
    expect((await it.send('POST', '/')).status).toBe(400);
  });

  test('overwrites, appends and removes headers [C5]', async () => {
    const changes: Changes = {
      '200': [
        ['overwrite:header.X-One', 'new'],
        ['append:header.x-two', 'more'],
        ['append:header.x-three', 'only'],
        ['remove:header.X-Four', ''],
      ],
    };
    const headers = { 'x-one': 'old', 'x-two': 'first', 'x-four': 'gone' };
    const answer = await mapped(changes, { headers });
    expect(answer.headers).toMatchObject({ 'x-one': 'new', 'x-two': 'first, more', 'x-three': 'only' });
    expect(answer.headers).not.toHaveProperty('x-four');
  });

  test('reads the answer’s headers and body, the request’s context and static text [C5]', async () => {
    const changes: Changes = {
      '200': [
        ['overwrite:header.a', '$response.header.X-Src'],
        ['overwrite:header.b', '$response.body.items[0].id'],
        ['overwrite:header.c', '${context.routeKey} at ${context.stage}'],
        ['overwrite:statuscode', '$response.body.code'],
      ],
    };
    const answer = await mapped(changes, { headers: { 'x-src': 's' }, body: '{"items":[{"id":7}],"code":207}' });
    expect(answer.headers).toMatchObject({ a: 's', b: '7', c: 'GET / at $default' });
    expect(answer.status).toBe(207);
  });

  test('may change the content type, which is not reserved [C5]', async () => {
    const answer = await mapped({ '200': [['overwrite:header.content-type', 'text/x']] });
    expect(answer.headers['content-type']).toBe('text/x');
  });

  test.each([
    ['does not resolve', '$response.header.nope'],
    ['would forge a header', '$response.body.evil'],
  ])('unverified on AWS: leaves a change out whose value %s [C5]', async (_what, source) => {
    const answer = await mapped({ '200': [['overwrite:header.a', source]] }, { body: '{"evil":"x\\r\\ny: z"}' });
    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('a');
    expect(answer.headers).not.toHaveProperty('y');
  });

  test('shows the mapped status and keeps the service’s in the log [A8] [C5]', async () => {
    const integration = { ResponseParameters: propertyOf({ '200': [['overwrite:statuscode', '202']] }) };
    const AccessLogSettings = { Format: '$context.requestId,$context.status,$context.integrationStatus' };
    it = await serveApi({
      routes: { 'GET /': { integration } },
      stage: { AccessLogSettings },
      answer: () => ({ statusCode: 200 }),
    });
    await it.send('GET', '/');
    expect(it.logs[0]).toMatch(/,202,200$/);
  });
});
