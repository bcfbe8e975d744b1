import { expect } from '@jest/globals';
import { paymentRequest } from '../../support/api-client.ts';
import { atFunctions, type Case, type Cases, everywhere } from '../case.ts';
import { callAs, type RetryRules, retryAfterOf, statusOf } from '../clients/client.ts';
import { insist } from '../clients/insist.ts';
import { breaksAfterwards, gatewaySays, type Network, works } from '../clients/network.ts';
import { heeding, sdks } from '../clients/sdk-rules.ts';
import { dieAfterWriting } from '../die-after-writing.ts';
import { type Answer, type Broken, bothAttempts, type Door, type Effect } from '../doors/door.ts';
import { expectOnePayment, newKey, outliveLock, unfunded } from '../steps.ts';

export const clients: Cases = {
  C1: withEach(async (door, client) => {
    const broken = breakWriting(door, 'drop', bothAttempts);
    const { answer, statuses } = await obtain(door, client, [gatewaySays(500)]);
    broken.release();
    expect(statuses).toEqual([500, 503, 202]);
    return answer;
  }),

  C2: withEach(async (door, client) => {
    const { answer, statuses } = await obtain(door, client, [breaksAfterwards]);
    expect(statuses).toEqual([undefined, 202]);
    return answer;
  }),

  C3: withEach(async (door, client) => {
    const { answer, statuses } = await obtain(door, client, [gatewaySays(429)]);
    expect(statuses).toEqual([429, 202]);
    return answer;
  }),

  C4: withEach(async (door, client) => {
    const { network } = overtaking(breakWriting(door, 'hold'));
    const { answer, statuses } = await obtain(door, client, network);
    expect(statuses).toEqual([undefined, 409, 202]);
    return answer;
  }),

  C5: withEach(async (door, client) => {
    const broken = breakWriting(door, 'throttle', bothAttempts);
    const { answer, statuses, calls } = await obtain(door, client, []);
    broken.release();
    expect(statuses).toEqual([503, 202]);
    if (heeding.includes(client)) {
      const { outcomes, waitsMs } = calls[0] ?? { outcomes: [], waitsMs: [] };
      expect(waitsMs[0]).toBeGreaterThanOrEqual(retryAfterOf(outcomes[0] ?? 'lost') ?? Infinity);
    }
    return answer;
  }),

  C6: withEach(async (door, client) => {
    const key = newKey();
    await door.create({ key });
    return callOnce(client, () => door.create({ key, body: paymentRequest({ reference: 'another' }) }));
  }),

  C7: withEach((door, client) => callOnce(client, () => door.create({ key: newKey(), body: {} }))),

  C8: everywhere((door) => {
    const { body } = unfunded();
    return Promise.all(sdks.map((client) => callOnce(client, () => door.create({ key: newKey(), body }))));
  }),

  C9: atFunctions(async (door) => {
    const answers = [];
    for (const client of sdks) answers.push(await outlastDeath(door, client));
    return answers;
  }),
};

/** The row holds for each client alike. */
function withEach(run: (door: Door, client: RetryRules) => Promise<Answer>): Case {
  return everywhere(async (door) => {
    const answers = [];
    for (const client of sdks) answers.push(await run(door, client));
    return answers;
  });
}

/** A payment, by whatever it takes; in the end there is one. */
async function obtain(door: Door, client: RetryRules, network: Network[]) {
  const key = newKey();
  const insistence = await insist(client, network, () => door.create({ key }));
  await expectOnePayment(door, key, insistence.answer);
  return insistence;
}

async function callOnce(client: RetryRules, send: () => Promise<Answer>): Promise<Answer> {
  const { outcomes } = await callAs(client, send);
  expect(outcomes).toHaveLength(1);
  const [answer] = outcomes;
  if (answer === undefined || answer === 'lost') throw new Error('no answer came');
  return answer;
}

function breakWriting(door: Door, effect: Effect, times = 1): Broken {
  return door.breakCall({ operation: 'TransactWriteItems', table: door.tables.payments }, effect, times);
}

/** The connection breaks while the function is still at work; the next attempt finds it so, the one after finds it done. */
function overtaking({ struck, release }: Broken): { network: Network[] } {
  let first: Promise<Answer> | undefined;
  const breaksMeanwhile: Network = async (send) => {
    first = send();
    await struck;
    return 'lost';
  };
  const worksAfterTheFirst: Network = async (send) => {
    release();
    await first;
    return send();
  };
  return { network: [breaksMeanwhile, works, worksAfterTheFirst] };
}

/** A function writes the payment and dies with the key in its hands. */
async function outlastDeath(door: Door, client: RetryRules): Promise<Answer> {
  const key = newKey();
  const { end, bury } = await dieAfterWriting(door, key);
  const { outcomes } = await callAs(client, () => door.create({ key }));
  expect(outcomes.map(statusOf)).toEqual(outcomes.map(() => 409));
  await outliveLock(door, key);
  end();
  const { answer } = await insist(client, [], () => door.create({ key }));
  await bury();
  await expectOnePayment(door, key, answer);
  return answer;
}
