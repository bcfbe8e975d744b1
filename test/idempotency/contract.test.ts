import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { captureLogs } from '../support/captured-logs.ts';
import { cases } from './cases/all.ts';
import { crowd } from './cases/crowd.ts';
import { type HandlerDoor, openHandlerDoor } from './doors/handler-door.ts';
import { expectRow } from './expect-row.ts';
import { rows } from './page.ts';

captureLogs();
let door: HandlerDoor;
beforeAll(async () => {
  door = await openHandlerDoor();
});
afterAll(() => door?.stop());

/** What takes long runs beside (crowd.test.ts), what the gateway does by itself over HTTP (test/e2e). */
const here = rows.filter(({ id }) => cases[id]?.run && !Object.hasOwn(crowd, id));

describe('docs/idempotency.md', () => {
  test('has a test for every row, and a row for every test', () => {
    expect(rows.map(({ id }) => id).toSorted()).toEqual(Object.keys(cases).toSorted());
    expect(rows.length).toBeGreaterThanOrEqual(40);
  });

  test.each(here)('$id $situation', async (row) => {
    const answers = await cases[row.id]?.run?.(door);
    expectRow(row, [answers ?? []].flat());
  });
});
