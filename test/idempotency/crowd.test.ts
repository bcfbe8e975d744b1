import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { captureLogs } from '../support/captured-logs.ts';
import { crowd } from './cases/crowd.ts';
import { type HandlerDoor, openHandlerDoor } from './doors/handler-door.ts';
import { expectRow } from './expect-row.ts';
import { rows } from './page.ts';

captureLogs();
let door: HandlerDoor;
beforeAll(async () => {
  door = await openHandlerDoor({ direct: true });
});
afterAll(() => door?.stop());

const here = rows.filter(({ id }) => Object.hasOwn(crowd, id));

describe('docs/idempotency.md, under load', () => {
  test.each(here)(
    '$id $situation',
    async (row) => {
      const answers = await crowd[row.id]?.run?.(door);
      expectRow(row, [answers ?? []].flat());
    },
    120_000,
  );
});
