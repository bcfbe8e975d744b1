import { AsyncLocalStorage } from 'node:async_hooks';

export type LogKeys = Record<string, string | number | boolean | undefined>;

const current = new AsyncLocalStorage<LogKeys>();

/**
 * Every line logged inside `work`, however deep and however late, carries these keys.
 * A queue's records run side by side; keys set on the shared logger would leak from one to the next.
 */
export function withLogKeys<T>(keys: LogKeys, work: () => T): T {
  return current.run({ ...current.getStore(), ...keys }, work);
}

/** Adds keys to the rest of the current unit of work, its summary line included. */
export function addLogKeys(keys: LogKeys): void {
  const store = current.getStore();
  if (store) Object.assign(store, keys);
}

export function currentLogKeys(): LogKeys {
  return current.getStore() ?? {};
}
