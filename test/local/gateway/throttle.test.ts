import { afterEach, describe, expect, test } from '@jest/globals';
import { type ServedApi, serveApi } from './serve-api.ts';

let it: ServedApi;
afterEach(() => it.stop());

let nowMs = 1_000_000;
const limit = (ThrottlingRateLimit: number, ThrottlingBurstLimit: number) => ({
  ThrottlingRateLimit,
  ThrottlingBurstLimit,
});

async function serve(stage: object, limits = {}) {
  it = await serveApi({ routes: { 'GET /a': {}, 'GET /b': {} }, stage: { ...stage }, limits, now: () => nowMs });
}

async function statuses(path: string, times: number): Promise<number[]> {
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) all.push((await it.send('GET', path)).status);
  return all;
}

describe('a throttle', () => {
  test('lets a burst pass, then answers 429 and calls nothing [A7]', async () => {
    await serve({ DefaultRouteSettings: limit(1, 2) });
    expect(await statuses('/a', 3)).toEqual([200, 200, 429]);
    expect((await it.send('GET', '/a')).body).toBe('{"message":"Too Many Requests"}');
    expect(it.calls).toHaveLength(2);
  });

  test('refills at its rate, up to its burst [A7]', async () => {
    await serve({ DefaultRouteSettings: limit(2, 2) });
    await statuses('/a', 3);
    nowMs += 500;
    expect(await statuses('/a', 2)).toEqual([200, 429]);
    nowMs += 60_000;
    expect(await statuses('/a', 3)).toEqual([200, 200, 429]);
  });

  test('of a route stands in for the stage’s default on that route alone [A7]', async () => {
    await serve({ DefaultRouteSettings: limit(1, 1), RouteSettings: { 'GET /b': limit(1, 3) } });
    expect(await statuses('/b', 4)).toEqual([200, 200, 200, 429]);
    expect(await statuses('/a', 2)).toEqual([200, 429]);
  });

  test('of the account is over all routes [A7]', async () => {
    await serve({}, { requestsPerSecond: 1, burst: 2 });
    expect([...(await statuses('/a', 1)), ...(await statuses('/b', 2))]).toEqual([200, 200, 429]);
  });

  test('of a stage cannot be above the account’s [A7]', async () => {
    await serve({ DefaultRouteSettings: limit(100, 100) }, { requestsPerSecond: 1, burst: 2 });
    expect(await statuses('/a', 3)).toEqual([200, 200, 429]);
  });

  test('unverified on AWS: of 0 lets nothing pass [A7]', async () => {
    await serve({ DefaultRouteSettings: limit(0, 0) });
    expect(await statuses('/a', 1)).toEqual([429]);
  });

  test('unverified on AWS: comes before the authorizer [A7]', async () => {
    it = await serveApi({
      routes: { 'GET /a': { authorizer: 'Guard' } },
      authorizers: { Guard: {} },
      stage: { DefaultRouteSettings: limit(0, 0) },
    });
    expect((await it.send('GET', '/a', { headers: { authorization: 'x' } })).status).toBe(429);
    expect(it.calls).toEqual([]);
  });
});
