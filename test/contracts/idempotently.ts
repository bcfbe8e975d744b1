import type { BasePersistenceLayer } from '@aws-lambda-powertools/idempotency/persistence';
import { describe, expect, test } from '@jest/globals';
import { DomainError } from '#shared/domain/errors.ts';
import type { Scope } from '#shared/domain/payments/payment-id.ts';
import { idempotently } from '#shared/lambda/idempotently.ts';
import { json } from '#shared/lambda/respond.ts';
import { aScope } from '../support/a-payment.ts';
import { eventually } from '../support/eventually.ts';
import { lambdaContext } from '../support/lambda-context.ts';

/** What a key promises, on any key store. Each test uses a key of its own. */
export function idempotencyContract(name: string, store: () => BasePersistenceLayer): void {
  const reused = async ({ key }: Scope) =>
    new DomainError('idempotency-key-reused', 'reused', { resource: `of ${key}` });
  const once = (...args: Parameters<ReturnType<typeof idempotently>>) =>
    idempotently({ store: store(), reused })(...args);
  const request = (key: string, requestHash = 'hash-1') => ({ scope: aScope({ key }), requestHash });
  const work = (body = 'done') => {
    const runs = { count: 0 };
    const run = async () => {
      runs.count += 1;
      return json(202, { body, run: runs.count }, { location: '/x' });
    };
    return { runs, run };
  };

  describe(`a key, kept in ${name}`, () => {
    test('runs its work once and replays the very answer, marked', async () => {
      const { runs, run } = work();
      const first = await once(request('replay'), lambdaContext(), run);
      const replay = await once(request('replay'), lambdaContext(), run);
      expect(first.headers).not.toHaveProperty('idempotent-replayed');
      const marks = { 'idempotent-replayed': 'true', 'idempotency-status': 'replayed' };
      expect(replay).toEqual({ ...first, headers: { ...first.headers, ...marks } });
      expect(await once(request('replay'), lambdaContext(), run)).toEqual(replay);
      expect(runs.count).toBe(1);
    });

    test('with another request is refused, and names what the key made', async () => {
      const { runs, run } = work();
      await once(request('reused'), lambdaContext(), run);
      await expect(once(request('reused', 'hash-2'), lambdaContext(), run)).rejects.toMatchObject({
        code: 'idempotency-key-reused',
        resource: 'of reused',
      });
      expect(runs.count).toBe(1);
    });

    test('of another partner or route is another key', async () => {
      const { runs, run } = work();
      for (const over of [{}, { partnerId: 'globex' }, { route: 'POST /v1/others' }]) {
        await once(
          { scope: aScope({ key: 'scoped', ...over }), requestHash: `hash of ${JSON.stringify(over)}` },
          lambdaContext(),
          run,
        );
      }
      expect(runs.count).toBe(3);
    });

    test('of which two parts are swapped is another key', async () => {
      const { runs, run } = work();
      await once({ scope: { partnerId: 'abc', route: 'r', key: 'xyz' }, requestHash: 'h' }, lambdaContext(), run);
      await once({ scope: { partnerId: 'xyz', route: 'r', key: 'abc' }, requestHash: 'h' }, lambdaContext(), run);
      expect(runs.count).toBe(2);
    });

    test('whose work still runs is answered at once, with a wait', async () => {
      const { promise: gate, resolve: open } = Promise.withResolvers<void>();
      const { run } = work();
      const { promise: started, resolve: start } = Promise.withResolvers<void>();
      const first = once(request('running'), lambdaContext(), async () => {
        start();
        await gate;
        return run();
      });
      await started;
      // Whether the other body is a mismatch is not known before the first request has ended.
      for (const again of [request('running'), request('running', 'hash-2')])
        await expect(once(again, lambdaContext(), run)).rejects.toMatchObject({
          code: 'idempotency-key-in-progress',
          retryAfterSeconds: 1,
        });
      open();
      expect((await first).statusCode).toBe(202);
    });

    test('of which 20 requests come at once runs its work once', async () => {
      const { runs, run } = work();
      const all = Array.from({ length: 20 }, () => once(request('twenty'), lambdaContext(), run));
      const settled = await Promise.allSettled(all);
      expect(runs.count).toBe(1);
      const codes = settled.map((each) => (each.status === 'fulfilled' ? 'answer' : each.reason.code));
      expect(new Set([...codes, 'idempotency-key-in-progress'])).toEqual(
        new Set(['answer', 'idempotency-key-in-progress']),
      );
      expect(codes).toContain('answer');
    });

    test('whose work was refused runs again', async () => {
      const { runs, run } = work();
      const refusal = new DomainError('invalid-request', 'no');
      await expect(once(request('refused'), lambdaContext(), () => Promise.reject(refusal))).rejects.toBe(refusal);
      expect((await once(request('refused'), lambdaContext(), run)).statusCode).toBe(202);
      expect(runs.count).toBe(1);
    });

    test('whose invocation was killed runs again when its time is over', async () => {
      const killed = lambdaContext({ getRemainingTimeInMillis: () => 100 });
      const { promise: started, resolve: start } = Promise.withResolvers<void>();
      void once(request('killed'), killed, () => {
        start();
        return new Promise(() => {});
      });
      await started;
      const { runs, run } = work();
      const answer = await eventually('the key to be free again', () =>
        once(request('killed'), lambdaContext(), run).catch(() => undefined),
      );
      expect(answer.statusCode).toBe(202);
      expect(runs.count).toBe(1);
    });
  });
}
