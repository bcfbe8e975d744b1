import type { Answer } from '../doors/door.ts';
import type { Outcome } from './client.ts';

/** What comes between a client and the function in one attempt. */
export type Network = (send: () => Promise<Answer>) => Promise<Outcome>;

export const works: Network = (send) => send();

/** The gateway answers by itself; the function never hears of it. */
export const gatewaySays =
  (status: number): Network =>
  async () => ({ status, headers: {}, text: '{"message":null}', json: { message: null } });

/** The function has answered, and the answer does not arrive. */
export const breaksAfterwards: Network = async (send) => {
  await send();
  return 'lost';
};
