import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { env, integer } from '#shared/lambda/env.ts';

const shape = { TABLE: z.string(), QUEUE_URL: z.url(), SECONDS: integer };

describe('the environment', () => {
  test('is read with types', () => {
    const source = { TABLE: 't', QUEUE_URL: 'http://127.0.0.1/1/q', SECONDS: '120', OTHER: 'x' };
    expect(env(shape, source)).toEqual({ TABLE: 't', QUEUE_URL: 'http://127.0.0.1/1/q', SECONDS: 120 });
  });

  test('that lacks something says all that it lacks, and no value', () => {
    expect(() => env(shape, { QUEUE_URL: 'hunter2', SECONDS: '1.5' })).toThrow(/: TABLE, QUEUE_URL, SECONDS$/);
    expect(() => env(shape, { QUEUE_URL: 'hunter2' })).not.toThrow(/hunter2/);
  });
});
