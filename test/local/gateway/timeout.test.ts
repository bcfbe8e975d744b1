import { afterEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { type ServedApi, serveApi } from './serve-api.ts';

let it: ServedApi;
afterEach(() => it.stop());

const hasty = { TimeoutInMillis: 50 };
const unavailable = { status: 503, body: '{"message":"Service Unavailable"}' };

describe('an integration that is slower than its timeout', () => {
  test('is a 503, and the function runs on and does its work [A2]', async () => {
    let done = false;
    const { promise, resolve } = Promise.withResolvers();
    const answer = async () => {
      await promise;
      done = true;
    };
    it = await serveApi({ routes: { 'GET /': { integration: hasty } }, answer });
    expect(await it.send('GET', '/')).toMatchObject(unavailable);
    expect(done).toBe(false);
    resolve('go on');
    await eventually('done', () => done);
  });

  test('does no harm when it fails afterwards [A2]', async () => {
    const { promise, reject } = Promise.withResolvers();
    it = await serveApi({
      routes: { 'GET /': { integration: hasty }, 'GET /ok': {} },
      answer: (_name, event) => (event.rawPath === '/' ? promise : 1),
    });
    expect(await it.send('GET', '/')).toMatchObject(unavailable);
    reject(new Error('too late'));
    expect((await it.send('GET', '/ok')).status).toBe(200);
    expect(it.notices).toEqual([]);
  });

  test('is a 503 for a service as well [C4]', async () => {
    const integration = {
      ...{ ...hasty, IntegrationUri: undefined, IntegrationSubtype: 'SQS-SendMessage', PayloadFormatVersion: '1.0' },
      ...{ RequestParameters: { QueueUrl: 'q', MessageBody: 'x' }, CredentialsArn: 'arn:aws:iam::0:role/r' },
    };
    it = await serveApi({ routes: { 'POST /': { integration } }, call: () => new Promise(() => undefined) });
    expect(await it.send('POST', '/')).toMatchObject(unavailable);
  });
});
