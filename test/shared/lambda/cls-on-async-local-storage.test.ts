import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createNamespace, destroyNamespace, getNamespace } from '#shared/lambda/cls-on-async-local-storage.ts';

describe('a namespace of the X-Ray SDK', () => {
  test('is found under its name until it is destroyed', () => {
    const namespace = createNamespace('found');
    expect(getNamespace('found')).toBe(namespace);
    destroyNamespace('found');
    expect(getNamespace('found')).toBeUndefined();
  });

  test('keeps what is entered for all that comes later, also in other calls', async () => {
    const namespace = createNamespace('entered');
    await setImmediate().then(() => namespace.enter(namespace.createContext()));
    namespace.set('segment', 'lambda');
    await setImmediate();
    expect(namespace.get('segment')).toBe('lambda');
  });

  test('cannot be written before anything is entered', () => {
    expect(() => createNamespace('empty').set('segment', 'x')).toThrow('No context is entered.');
  });

  test('keeps apart what runs side by side, and gives each what surrounds it', async () => {
    const namespace = createNamespace('apart');
    namespace.enter(namespace.createContext());
    namespace.set('segment', 'lambda');
    const seen: unknown[] = [];
    const branch = (name: string) => async () => {
      seen.push(namespace.get('segment'));
      namespace.set('segment', name);
      await setImmediate();
      seen.push(namespace.get('segment'));
    };
    const work: Promise<void>[] = [];
    for (const name of ['a', 'b']) namespace.run(() => work.push(branch(name)()));
    await Promise.all(work);
    expect(seen).toEqual(['lambda', 'lambda', 'a', 'b']);
    expect(namespace.get('segment')).toBe('lambda');
  });

  test('takes its context along where a function is bound', () => {
    const namespace = createNamespace('bound');
    let bound = (): unknown => undefined;
    namespace.run((context) => {
      context.segment = 'inner';
      bound = namespace.bind(() => namespace.get('segment'));
    });
    expect(namespace.get('segment')).toBeUndefined();
    expect(bound()).toBe('inner');
  });
});
