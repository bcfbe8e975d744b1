import { describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { checkSignature } from '#shared/domain/webhooks/check-signature.ts';
import type { Delivery } from '#shared/domain/webhooks/delivery.ts';
import { someMs } from '../../../support/a-payment.ts';

const secret = Buffer.from('the current secret of this rail!').toString('base64');
const previous = Buffer.from('the secret that was before it...').toString('base64');
const stranger = Buffer.from('a secret that nobody of us knows').toString('base64');
const seconds = Math.floor(someMs / 1000);

/** Signed by the reference library: what it signs, we must take. */
function signed(over: Partial<Delivery> = {}, by = secret): Delivery {
  const { id = 'evt-1', timestamp = String(seconds), body = '{"type":"payment.settled"}' } = over;
  const signature = new Webhook(by).sign(id, new Date(Number(timestamp) * 1000), body);
  return { body, id, timestamp, signature, receivedAt: someMs, requestId: 'request-1', ...over };
}

const check = (delivery: Delivery) => checkSignature(delivery, [secret, previous]);

describe('a delivery is genuine', () => {
  test.each([
    ['signed with the current secret', signed()],
    ['signed with the secret before', signed({}, previous)],
    ['with a body beyond ASCII', signed({ body: '{"message":"Grüße ✓ 𝄞"}' })],
    ['with white space in its body', signed({ body: ' {\r\n "a" : 1 }\n' })],
    ['with an empty body', signed({ body: '' })],
  ])('when it is %s', (_, delivery) => {
    expect(check(delivery)).toEqual({ eventId: 'evt-1' });
  });

  test('when one of several signatures fits', () => {
    const { signature } = signed();
    expect(check(signed({ signature: `v1,AAAA v1a,${signature?.slice(3)} ${signature}` }))).toEqual({
      eventId: 'evt-1',
    });
  });

  test('when the secret is written with its prefix', () => {
    expect(checkSignature(signed(), [`whsec_${secret}`])).toEqual({ eventId: 'evt-1' });
  });

  test.each([-300, 300])('when the clocks differ by %i s', (skew) => {
    const receivedAt = (seconds + skew) * 1000;
    expect(check(signed({ receivedAt }))).toEqual({ eventId: 'evt-1' });
  });
});

describe('a delivery is not genuine', () => {
  const good = signed();
  test.each<[string, string, Partial<Delivery>]>([
    ['has no id', 'missing-headers', { id: undefined }],
    ['has no timestamp', 'missing-headers', { timestamp: undefined }],
    ['has no signature', 'missing-headers', { signature: undefined }],
    ['has an empty signature', 'missing-headers', { signature: '' }],
    ['has an id with a space', 'malformed-headers', { id: 'evt 1' }],
    ['has an id of 257 characters', 'malformed-headers', { id: 'e'.repeat(257) }],
    ['has an id beyond ASCII', 'malformed-headers', { id: 'évt' }],
    ['has a timestamp that is no number', 'malformed-headers', { timestamp: 'yesterday' }],
    ['has a timestamp with a fraction', 'malformed-headers', { timestamp: `${seconds}.5` }],
    ['has a negative timestamp', 'malformed-headers', { timestamp: '-1' }],
    ['has another body', 'bad-signature', { body: `${good.body} ` }],
    ['has another id', 'bad-signature', { id: 'evt-2' }],
    ['has another timestamp', 'bad-signature', { timestamp: String(seconds + 1) }],
    ['has a signature of an unknown version only', 'bad-signature', { signature: good.signature?.replace('v1', 'v2') }],
    ['has a signature without a version', 'bad-signature', { signature: good.signature?.slice(3) }],
    ['has a signature cut short', 'bad-signature', { signature: good.signature?.slice(0, -8) }],
    ['has a signature of nothing', 'bad-signature', { signature: 'v1,' }],
    ['has a longer signature', 'bad-signature', { signature: `v1,${'A'.repeat(88)}` }],
  ])('when it %s', (_, reason, over) => {
    expect(check({ ...good, ...over })).toBe(reason);
  });

  test('when it was signed with another secret', () => {
    expect(check(signed({}, stranger))).toBe('bad-signature');
  });

  test('when there is no secret', () => {
    expect(checkSignature(good, [])).toBe('bad-signature');
  });

  test.each([-301, 301])('when the clocks differ by %i s', (skew) => {
    expect(check(signed({ receivedAt: (seconds + skew) * 1000 }))).toBe('stale-timestamp');
  });

  test('when its eleventh signature is the first that fits', () => {
    expect(check(signed({ signature: `${'v1,AAAA '.repeat(10)}${good.signature}` }))).toBe('bad-signature');
  });
});

test('the timestamp is measured against the moment of receipt: how long the message then waited does not matter', () => {
  const twoWeeksAgo = someMs - 14 * 24 * 3600 * 1000;
  const delivery = signed({ timestamp: String(Math.floor(twoWeeksAgo / 1000)), receivedAt: twoWeeksAgo + 1000 });
  expect(check(delivery)).toEqual({ eventId: 'evt-1' });
});
