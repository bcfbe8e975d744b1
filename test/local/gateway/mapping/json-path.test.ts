import { describe, expect, test } from '@jest/globals';
import { parseJsonPath, select } from '../../../../local/gateway/mapping/json-path.ts';

const document = { a: { b: ['x', { c: 1 }] }, 'd e': true, n: null, o: { p: [1] }, s: '' };
const at = (path: string) => {
  const parsed = parseJsonPath(path);
  if (!parsed) throw new Error(`${path} is refused`);
  return select(document, parsed);
};

describe('a path selects', () => {
  test.each([
    ['a text as it is', '.a.b[0]', 'x'],
    ['a number', '.a.b[1].c', '1'],
    ['a truth value, by a quoted name', "['d e']", 'true'],
    ['an object as JSON', '.o', '{"p":[1]}'],
    ['an empty text', '.s', ''],
    ['nothing where there is nothing', '.a.x.y', undefined],
    ['nothing beyond a list’s end', '.a.b[7]', undefined],
    ['nothing from a text', '.a.b[0].length', undefined],
    ['nothing that the document did not bring itself', '.constructor', undefined],
    ['nothing for null', '.n', undefined],
  ])('%s [C2]', (_what, path, value) => {
    expect(at(path)).toBe(value);
  });
});

test.each(['..a', '.*', '[*]', '[?(@.a)]', '.a b', '.', '[x]', 'a', '.a[0'])('the path %s is refused [C2]', (path) => {
  expect(parseJsonPath(path)).toBeUndefined();
});
