import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Listener, openListener } from '../../../local/gateway/start-gateway.ts';
import { eventually } from '../../support/eventually.ts';
import { send } from './http-client.ts';
import { serveApi } from './serve-api.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function open(options = {}): Promise<Listener> {
  const listener = await openListener(options);
  stops.push(() => listener.stop());
  return listener;
}

describe('the listener', () => {
  test('answers 503 until there is an API to serve', async () => {
    const { url } = await open();
    expect(await send(url, 'GET', '/')).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  });

  test('says which port is taken', async () => {
    const { url } = await open();
    const port = Number(new URL(url).port);
    await expect(openListener({ port })).rejects.toMatchObject({ code: 'EADDRINUSE', port });
  });

  test('is on this machine’s own address only', async () => {
    expect(new URL((await open()).url).hostname).toBe('127.0.0.1');
  });
});

describe('stopping', () => {
  test('waits for the answers that are due', async () => {
    const { promise, resolve } = Promise.withResolvers();
    const it = await serveApi({ routes: { 'GET /': {} }, answer: () => promise });
    const answer = it.send('GET', '/');
    await eventually('the call', () => it.calls.length === 1);
    const stopped = it.stop();
    resolve('x'.repeat(1_000_000));
    expect((await answer).body).toHaveLength(1_000_000);
    await stopped;
  });

  test('takes no new connection, and the port is free at once', async () => {
    const it = await serveApi({ routes: { 'GET /': {} } });
    await it.stop();
    await expect(it.send('GET', '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await open({ port: Number(new URL(it.url).port) });
  });

  test('ends idle connections', async () => {
    const it = await serveApi({ routes: { 'GET /': {} } });
    const socket = connect(Number(new URL(it.url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'data');
    const closed = once(socket, 'close');
    await it.stop();
    await closed;
  });

  test('waits no longer than it was told to for an answer that does not come', async () => {
    const listener = await openListener();
    let asked = false;
    listener.serve(() => {
      asked = true;
    });
    const answer = send(listener.url, 'GET', '/');
    answer.catch(() => undefined);
    await eventually('asked', () => asked);
    await listener.stop(20);
    await expect(answer).rejects.toThrow('socket hang up');
  });
});

describe('a connection', () => {
  test('is kept for the next request, and requests sent ahead are answered in turn', async () => {
    const it = await serveApi({
      routes: { 'GET /{n}': {} },
      answer: (_name, event) => `answer ${event.pathParameters.n}`,
    });
    const request = (n: number, more = '') => `GET /${n} HTTP/1.1\r\nHost: a\r\n${more}\r\n`;
    const answers = await it.raw(request(1) + request(2) + request(3, 'Connection: close\r\n'));
    expect(answers.match(/answer \d/g)).toEqual(['answer 1', 'answer 2', 'answer 3']);
    await it.stop();
  });

  test('each answer has a request id of its own', async () => {
    const it = await serveApi({ routes: {} });
    const ids = new Set<unknown>();
    for (let n = 0; n < 5; n += 1) ids.add((await it.send('GET', '/')).headers['apigw-requestid']);
    expect(ids.size).toBe(5);
    await it.stop();
  });
});
