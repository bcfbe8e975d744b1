import type { Door } from './doors/door.ts';

/**
 * Of this function nobody hears again once it would keep its answer: as good as dead, with the payment written and the key
 * in its hands. It must be buried before the test ends, or it would haunt the next.
 */
export async function dieAfterWriting(door: Door, key: string) {
  const keeping = { operation: 'UpdateItem', table: door.tables.keys } as const;
  const { struck, end, release } = door.breakCall(keeping, 'hold', Infinity);
  const death = door.create({ key });
  await struck;
  const bury = async () => {
    release();
    await death;
  };
  return { end, bury };
}
