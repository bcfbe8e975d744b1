import { expect } from '@jest/globals';
import type { Answer } from './doors/door.ts';
import type { Row } from './page.ts';

/** What every answer to a row has to be: as the row says, and as its status says. */
export function expectRow({ statuses, keyStatuses }: Row, answers: Answer[]): void {
  expect(answers.length).toBeGreaterThan(0);
  for (const answer of answers) {
    expect(statuses).toContain(answer.status);
    const keyStatus = answer.headers['idempotency-status'];
    expect(keyStatuses).toContain(keyStatus);
    expect(statusesThatGoWith[answer.status]).toContain(keyStatus);
    expect(answer.headers['idempotent-replayed']).toBe(keyStatus === 'replayed' ? 'true' : undefined);
    if ([409, 503].includes(answer.status)) expect(answer.headers['retry-after']).toMatch(/^[1-9]\d*$/);
  }
}

/** A client may tell one from the other. */
const statusesThatGoWith: Record<number, (string | undefined)[]> = {
  200: [undefined],
  202: ['processed', 'replayed', undefined],
  400: ['processed', undefined],
  402: ['processed'],
  409: ['in-progress'],
  413: ['processed'],
  415: ['processed'],
  422: ['mismatch'],
  503: ['in-progress'],
};
