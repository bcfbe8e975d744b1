import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { cases } from '../idempotency/cases/all.ts';
import { type HttpDoor, httpDoor } from '../idempotency/doors/http-door.ts';
import { expectRow } from '../idempotency/expect-row.ts';
import { rows } from '../idempotency/page.ts';
import { type RunningSluice, runSluice } from '../support/run-sluice.ts';

let sluice: RunningSluice;
let door: HttpDoor;
beforeAll(async () => {
  sluice = await runSluice();
  door = httpDoor(sluice);
});
afterAll(() => sluice?.stop());

/** The rest is what HTTP clients cannot send, or the outside cannot see: test/idempotency/contract.test.ts runs all. */
const overHttp = rows.filter(({ id }) => cases[id]?.overHttp);

describe('docs/idempotency.md, over HTTP', () => {
  test.each(overHttp)(
    '$id $situation',
    async (row) => {
      const answers = await cases[row.id]?.overHttp?.(door);
      expectRow(row, [answers ?? []].flat());
    },
    240_000,
  );
});
