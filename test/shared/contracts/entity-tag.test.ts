import { describe, expect, test } from '@jest/globals';
import { entityTagOf, matchesEntityTag } from '#shared/contracts/entity-tag.ts';

const tag = entityTagOf({ status: 'accepted' });

describe('an entity tag', () => {
  test('is strong, and another for another representation', () => {
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    expect(entityTagOf({ status: 'accepted' })).toBe(tag);
    expect(entityTagOf({ status: 'settled' })).not.toBe(tag);
  });

  test.each([tag, `W/${tag}`, `"x", ${tag}`, `W/"x",W/${tag} , "y"`, '*', ' * '])(
    'matches If-None-Match %s',
    (header) => expect(matchesEntityTag(header, tag)).toBe(true),
  );

  test.each([undefined, '', '"x"', tag.replaceAll('"', ''), `${tag.slice(0, -1)}x"`, '"*"'])(
    'does not match If-None-Match %p',
    (header) => expect(matchesEntityTag(header, tag)).toBe(false),
  );
});
