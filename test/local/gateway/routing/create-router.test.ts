import { describe, expect, test } from '@jest/globals';
import { createRouter } from '../../../../local/gateway/routing/create-router.ts';
import { parseRouteKey } from '../../../../local/gateway/routing/route-key.ts';

function routerOf(...keys: string[]) {
  return createRouter(
    keys.map((route) => {
      const key = parseRouteKey(route);
      if (!key) throw new Error(`${route} is refused`);
      return { key, route };
    }),
  );
}

describe('a route is chosen', () => {
  const router = routerOf(
    'GET /pets/{id}',
    'GET /pets/dog',
    'ANY /pets/dog/toys',
    'GET /pets/dog/toys',
    'GET /pets/{proxy+}',
    'ANY /{proxy+}',
    '$default',
  );
  test.each([
    ['a static segment beats a variable', 'GET', '/pets/dog', 'GET /pets/dog'],
    ['a variable takes one segment', 'GET', '/pets/7', 'GET /pets/{id}'],
    ['a named method beats ANY', 'GET', '/pets/dog/toys', 'GET /pets/dog/toys'],
    ['ANY takes a method that its path does not name', 'PUT', '/pets/dog/toys', 'ANY /pets/dog/toys'],
    ['of two greedy routes the longer prefix wins', 'GET', '/pets/7/owners/1', 'GET /pets/{proxy+}'],
    ['a full match without the method falls through to a greedy route', 'POST', '/pets/dog', 'ANY /{proxy+}'],
    ['a greedy route beats $default', 'GET', '/other', 'ANY /{proxy+}'],
    ['$default takes what no other route does', 'GET', '/', '$default'],
  ])('%s [A3]', (_fact, method, path, chosen) => {
    expect(router(method, path)?.route).toBe(chosen);
  });

  test('a full match beats a greedy one, however it is written down [A3]', () => {
    expect(routerOf('GET /a/{proxy+}', 'GET /{x}/{y}')('GET', '/a/b')?.route).toBe('GET /{x}/{y}');
  });

  test('two paths that differ in their variables’ names alone share their methods [A3]', () => {
    const names = routerOf('GET /a/{x}', 'POST /a/{y}');
    expect(names('POST', '/a/1')).toEqual({ route: 'POST /a/{y}', pathParameters: { y: '1' } });
  });
});

describe('no route is chosen', () => {
  const router = routerOf('GET /v1/payments/{id}', 'GET /v1/payments', 'GET /files/{path+}');
  test.each([
    ['an unknown path', 'GET', '/v1/refunds'],
    ['a known path with another method', 'POST', '/v1/payments'],
    ['HEAD, which GET does not stand in for', 'HEAD', '/v1/payments'],
    ['an empty segment: a variable takes none', 'GET', '/v1/payments/'],
    ['a doubled slash, which is not normalised', 'GET', '/v1//payments'],
    ['dots, which are not normalised', 'GET', '/v1/x/../payments'],
    ['a literal in other letters', 'GET', '/V1/payments'],
  ])('for %s [A3]', (_what, method, path) => {
    expect(router(method, path)).toBeUndefined();
  });

  test('unverified on AWS: for a slash at the end of a static path [A3]', () => {
    expect(routerOf('GET /health')('GET', '/health/')).toBeUndefined();
  });

  test('for the root by a greedy route at the root [A3]', () => {
    expect(routerOf('ANY /{proxy+}')('GET', '/')).toBeUndefined();
  });
});

describe('path parameters', () => {
  test('are percent-decoded, an encoded slash included [A3]', () => {
    expect(routerOf('GET /pets/{id}')('GET', '/pets/a%2Fb%20c')?.pathParameters).toEqual({ id: 'a/b c' });
  });

  test('unverified on AWS: stay as they are when they cannot be decoded [A3]', () => {
    expect(routerOf('GET /pets/{id}')('GET', '/pets/%E0%A4%A')?.pathParameters).toEqual({ id: '%E0%A4%A' });
  });

  test('of a greedy variable are the whole rest of the path [A3]', () => {
    expect(routerOf('GET /files/{path+}')('GET', '/files/a/b//c')?.pathParameters).toEqual({ path: 'a/b//c' });
  });

  test('can have any name, __proto__ included', () => {
    const values = routerOf('GET /{__proto__}')('GET', '/x')?.pathParameters ?? {};
    expect(Object.entries(values)).toEqual([['__proto__', 'x']]);
  });
});

describe('a route key is refused', () => {
  test.each([
    ['with a slash at its end', 'GET /pets/'],
    ['with an unknown method', 'FETCH /pets'],
    ['without a path', 'GET'],
    ['with a greedy variable that is not the last segment', 'GET /{a+}/b'],
    ['with a variable that is only part of a segment', 'GET /pet-{id}'],
  ])('%s [A3]', (_what, key) => {
    expect(parseRouteKey(key)).toBeUndefined();
  });
});
