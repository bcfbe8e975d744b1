import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '#shared/contracts/problem.ts';
import { scenarioFor } from '#shared/domain/rail/sandbox-scenario.ts';
import { authorizedRoutes, scopeOf } from '#shared/domain/route-scopes.ts';
import { tableOf } from './api-page.ts';

describe('docs/api.md', () => {
  test('lists every error code with its status, and no other', () => {
    const told = tableOf('code', 'status').map(([code, status]) => [code, Number(status)]);
    const real = Object.entries(catalogue).map(([code, { status }]) => [code, status]);
    expect(told.sort()).toEqual(real.sort());
  });

  test('lists every route that needs a key, with its scope, and no other', () => {
    const keyed = tableOf('route', "key's scope").filter(([, scope]) => scope?.startsWith('payments:'));
    expect(keyed.map(([route, scope]) => [route, scope]).sort()).toEqual(
      authorizedRoutes.map((route) => [route, scopeOf(route)]).sort(),
    );
  });

  test('lists every scenario of the sandbox rail, and no other', () => {
    const source = readFileSync(new URL('../../shared/domain/rail/sandbox-scenario.ts', import.meta.url), 'utf8');
    const real = [...source.matchAll(/^ {2}'(sandbox:\w+)':/gm)].map(([, prefix]) => prefix);
    expect(tableOf('`reference` begins with').map(([prefix]) => prefix)).toEqual(real);
  });

  test.each(tableOf('`reference` begins with'))('says truly that %s ends %s', (prefix = '', ends = '') => {
    const { answer, steps } = scenarioFor(prefix);
    const reached = answer === 'rejected' ? ['failed'] : steps.map(({ type }) => String(type));
    expect(reached.includes('returned') ? 'returned' : reached[0]).toBe(ends);
  });
});
