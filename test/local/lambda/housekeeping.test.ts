import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import type { WarmEnvironment } from '../../../local/lambda/environment-pool.ts';
import { createGate } from '../../../local/lambda/gate.ts';
import { reapIdle } from '../../../local/lambda/reap-idle.ts';
import { unpackArtifact } from '../../../local/lambda/unpack-artifact.ts';
import { resource, runFunctions } from './running-functions.ts';

describe('artifacts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'artifacts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const zip = (name: string, files: Record<string, string>) => {
    const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
    writeFileSync(join(folder, name), zipSync(Object.fromEntries(entries)));
    return join(folder, name);
  };

  test('equal zips are unpacked once', () => {
    const work = join(folder, 'work');
    const first = unpackArtifact(zip('a.zip', { 'functions/http/a.mjs': 'one' }), work);
    expect(unpackArtifact(zip('b.zip', { 'functions/http/a.mjs': 'one' }), work)).toBe(first);
    expect(unpackArtifact(zip('c.zip', { 'functions/http/a.mjs': 'two' }), work)).not.toBe(first);
    expect(readFileSync(join(first, 'functions/http/a.mjs'), 'utf8')).toBe('one');
    expect(readdirSync(join(work, 'tasks')).filter((name) => name.startsWith('unfinished'))).toEqual([]);
  });

  test('an entry outside the folder is refused', () => {
    expect(() => unpackArtifact(zip('a.zip', { '../evil.mjs': '' }), join(folder, 'work'))).toThrow('outside');
  });
});

describe('idle environments', () => {
  const mb = 1024 * 1024;
  const warm = (lastUsedAt: number, memoryMb: number) =>
    ({ lastUsedAt, environment: { memoryBytes: () => memoryMb * mb } }) as WarmEnvironment;
  const reap = async (idle: WarmEnvironment[], limits: { idleMs: number; idleMemoryBytes: number }, now: number) => {
    const dropped: number[] = [];
    const drop = async (one: WarmEnvironment) => void dropped.push(one.lastUsedAt);
    await reapIdle([{ idle: () => idle, drop }], limits, now);
    return dropped;
  };

  test('one that was not used for long is ended', async () => {
    const limits = { idleMs: 1000, idleMemoryBytes: 1000 * mb };
    expect(await reap([warm(100, 10), warm(5000, 10)], limits, 5500)).toEqual([100]);
  });

  test('the longest unused are ended when they take too much memory together', async () => {
    const limits = { idleMs: 10_000, idleMemoryBytes: 100 * mb };
    expect(await reap([warm(1, 50), warm(2, 50), warm(3, 30)], limits, 10)).toEqual([1]);
  });
});

test('a gate lets so many in at a time, first come first served', async () => {
  const gate = createGate(2);
  const order: string[] = [];
  const enter = async (name: string) => {
    const leave = await gate();
    order.push(name);
    return leave;
  };
  const [leaveA] = await Promise.all([enter('a'), enter('b')]);
  const c = enter('c');
  const d = enter('d');
  await Promise.resolve();
  expect(order).toEqual(['a', 'b']);
  leaveA?.();
  (await c)();
  await d;
  expect(order).toEqual(['a', 'b', 'c', 'd']);
});

describe('stopping', () => {
  /** Writes to a file for as long as its thread lives. */
  const beating = `import { appendFileSync } from 'node:fs';
    setInterval(() => appendFileSync(process.env.BEATS, '.'), 5);
    export const handler = () => new Promise((r) => setTimeout(r, 60_000));`;

  test.each(['$LATEST', 'live'])('ends running invocations of %s and leaves no thread behind', async (qualifier) => {
    const folder = mkdtempSync(join(tmpdir(), 'beats-'));
    const file = join(folder, 'beats');
    const properties = { Environment: { Variables: { BEATS: file } }, Timeout: 60 };
    const live = resource('AWS::Lambda::Alias', 'Live', {
      FunctionName: 'sleep',
      FunctionVersion: '1',
      Name: 'live',
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 },
    });
    const running = await runFunctions({ sleep: { code: beating, properties } }, [live]);
    const invocation = running.functions.invoke(`sleep:${qualifier}`, {});
    await eventually(() => existsSync(file) && running.logs.some(({ text }) => text.startsWith('START')));
    await running.functions.stop();
    expect(await invocation).toMatchObject({ outcome: 'failed', errorType: 'Runtime.ExitError' });
    const beats = readFileSync(file, 'utf8').length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(readFileSync(file, 'utf8')).toHaveLength(beats);
    rmSync(folder, { recursive: true });
    await running.stop();
  });

  test('nothing can be invoked afterwards', async () => {
    const running = await runFunctions({ echo: { code: 'export const handler = async (event) => event;' } });
    await running.stop();
    await expect(running.functions.invoke('echo', 1)).rejects.toThrow('stopped');
  });
});

async function eventually(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
