import { isRecord, type State } from '../definition/definition.ts';

/** How many items a Map iterates over, where its path is a plain one; the engine does not tell. */
export function countItems(state: State | undefined, input: unknown): { length: number } | undefined {
  const path = state?.InputPath === undefined ? (state?.ItemsPath ?? '$') : undefined;
  if (typeof path !== 'string' || !/^\$(?:\.\w+)*$/.test(path)) return undefined;
  const items = path
    .split('.')
    .slice(1)
    .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), input);
  return Array.isArray(items) ? { length: items.length } : undefined;
}
