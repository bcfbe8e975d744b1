import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultEffect } from '../../../local/faults.ts';
import { type ServedApi, serveApi } from './serve-api.ts';

let it: ServedApi;
beforeEach(async () => {
  const AccessLogSettings = { Format: '$context.requestId $context.status' };
  it = await serveApi({ routes: { 'POST /a': {}, 'POST /b': {} }, stage: { AccessLogSettings } });
});
afterEach(() => it.stop());

const strike = (effect: FaultEffect) =>
  it.faults.add((point) => point.at === 'gateway-response' && point.routeKey === 'POST /a', effect);

describe('a fault on a route', () => {
  test('drop-response: the work is done and the client hears nothing of it', async () => {
    strike({ do: 'drop-response' });
    await expect(it.send('POST', '/a')).rejects.toThrow('socket hang up');
    expect(it.calls).toHaveLength(1);
    expect(it.logs).toHaveLength(1);
  });

  test('fail: a 500, and nothing was done', async () => {
    strike({ do: 'fail' });
    expect((await it.send('POST', '/a')).status).toBe(500);
    expect(it.calls).toEqual([]);
  });

  test('throttle: a 429, and nothing was done', async () => {
    strike({ do: 'throttle' });
    expect((await it.send('POST', '/a')).status).toBe(429);
    expect(it.calls).toEqual([]);
  });

  test('delay: the answer comes, later', async () => {
    strike({ do: 'delay', ms: 60 });
    const startMs = performance.now();
    expect((await it.send('POST', '/a')).status).toBe(200);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(59);
  });

  test('strikes that route alone, as often as it was told to', async () => {
    strike({ do: 'fail' });
    expect((await it.send('POST', '/b')).status).toBe(200);
    expect((await it.send('POST', '/a')).status).toBe(500);
    expect((await it.send('POST', '/a')).status).toBe(200);
  });
});
