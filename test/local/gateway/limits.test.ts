import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openListener } from '../../../local/gateway/start-gateway.ts';
import { eventually } from '../../support/eventually.ts';
import { sendRaw } from './http-client.ts';
import { type ServedApi, serveApi } from './serve-api.ts';

let it: ServedApi;
afterEach(() => it.stop());

async function serve(limits = {}) {
  it = await serveApi({
    routes: { 'ANY /': {}, 'POST /{proxy+}': {} },
    limits,
    answer: (_name, event) => event.body?.length ?? 0,
  });
}

/** A request line and header values of exactly so many bytes. */
function headOf(bytes: number): string {
  const fixed = 'GET / HTTP/1.1'.length + 'a'.length + 'close'.length;
  return `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Fill: ${'f'.repeat(bytes - fixed)}\r\n\r\n`;
}

describe('request line and header values', () => {
  test('of 10,240 bytes pass, names not counted [A1]', async () => {
    await serve();
    expect(await it.raw(headOf(10_240))).toMatch(/^HTTP\/1.1 200 /);
  });

  test('unverified on AWS: of one byte more are 431 [A2]', async () => {
    await serve();
    expect(await it.raw(headOf(10_241))).toMatch(
      /^HTTP\/1.1 431 [\s\S]*\{"message":"Request Header Fields Too Large"\}$/,
    );
    expect(it.calls).toEqual([]);
  });

  test('unverified on AWS: of a megabyte are the same 431 [A2]', async () => {
    await serve();
    expect(await it.raw(headOf(1024 * 1024))).toMatch(
      /^HTTP\/1.1 431 [\s\S]*\{"message":"Request Header Fields Too Large"\}$/,
    );
  });

  test('are counted with the query, and over many headers [A1]', async () => {
    await serve();
    expect(await it.raw(`GET /?${'q'.repeat(10_240)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)).toMatch(
      / 431 /,
    );
    const many = `X: ${'v'.repeat(100)}\r\n`.repeat(110);
    expect(await it.raw(`GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${many}\r\n`)).toMatch(/ 431 /);
  });
});

describe('a body', () => {
  test('of 10 MB passes [A1]', async () => {
    await serve();
    const body = Buffer.alloc(10 * 1024 * 1024, 'x');
    expect(await it.send('POST', '/', { body, headers: { 'content-type': 'text/plain' } })).toMatchObject({
      ...{ status: 200, body: '10485760' },
    });
  });

  test('of one byte more is 413, and no function is called [A2]', async () => {
    await serve();
    const answer = await it.send('POST', '/', { body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect(answer.status).toBe(413);
    expect(it.calls).toEqual([]);
  });

  test('that declares too much is 413 before it is sent [A2]', async () => {
    await serve({ bodyBytes: 100 });
    const socket = connect(Number(new URL(it.url).port), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 413 /);
    socket.destroy();
  });

  test('that grows too long in chunks is 413 [A2]', async () => {
    await serve({ bodyBytes: 100 });
    const chunk = `40\r\n${'x'.repeat(64)}\r\n`;
    const answer = await it.raw(
      `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunk.repeat(3)}0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(it.calls).toEqual([]);
  });

  test('that never comes to its end calls no function, and the gateway goes on', async () => {
    await serve();
    const socket = connect(Number(new URL(it.url).port), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf');
    await eventually('half a body', () => socket.bytesWritten > 0);
    socket.destroy();
    expect((await it.send('GET', '/')).status).toBe(200);
    expect(it.calls).toHaveLength(1);
    expect(it.notices).toEqual([]);
  });
});

describe('malformed HTTP is a clean 400', () => {
  test.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['an unknown method', 'FETCH / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a length that is no number', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ten\r\n\r\n'],
    ['a negative length', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n'],
    ['a broken chunk', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n'],
    ['a NUL in a header', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n'],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n'],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n'],
    ['a space before a colon', 'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['two hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'],
    ['a target that is no path', 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    ['a request to be a tunnel', 'CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n'],
  ])('%s', async (_what, text) => {
    await serve();
    expect(await it.raw(text)).toMatch(
      /^HTTP\/1.1 400 Bad Request\r\n[\s\S]*apigw-requestid: [\s\S]*\{"message":"Bad Request"\}$/i,
    );
    expect(it.calls).toEqual([]);
    expect((await it.send('GET', '/')).status).toBe(200);
  });

  test('and never the answer to a request that is still under way', async () => {
    const { promise, resolve } = Promise.withResolvers();
    it = await serveApi({ routes: { 'GET /': {} }, answer: () => promise });
    const answer = it.raw('GET / HTTP/1.1\r\nHost: a\r\n\r\nGARBAGE\r\n\r\n');
    await eventually('the call', () => it.calls.length === 1);
    expect(await answer).not.toContain('400');
    resolve('done');
  });
});

test('a request that comes in too slowly is a clean 408', async () => {
  await serve();
  const slow = await openListener({ requestTimeoutMs: 50 });
  expect(await sendRaw(slow.url, 'GET / HTTP/1.1\r\nHos')).toMatch(
    /^HTTP\/1.1 408 [\s\S]*\{"message":"Request Timeout"\}$/,
  );
  await slow.stop();
});

test('an expectation that nobody knows does no harm', async () => {
  await serve();
  expect(await it.raw('GET / HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\nConnection: close\r\n\r\n')).toMatch(/ 200 /);
});

test('an offer to upgrade the connection is ignored', async () => {
  await serve();
  const offer = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
  const socket = connect(Number(new URL(it.url).port), '127.0.0.1');
  socket.write(`GET / HTTP/1.1\r\nHost: a\r\n${offer}\r\n`);
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 200 /);
  expect(it.event().headers).not.toHaveProperty('upgrade');
  socket.destroy();
});
