import type { SqsStore } from './engine.ts';

/**
 * Fills the store with what a former run left, and writes every change of it to SQLite from then on. What was answered is
 * there after a `kill -9`. Imported only when wanted, for node:sqlite takes its time.
 */
export async function openPersistence(folder: string, store: SqsStore): Promise<{ close(): void }> {
  const { PersistenceManager } = await import('../../node_modules/fauxqs/dist/persistence.js');
  const { SnsStore } = await import('../../node_modules/fauxqs/dist/sns/snsStore.js');
  const persistence = new PersistenceManager(folder);
  // The engine's own clears the receive count, which its table refuses, and the message would be gone. Left as it is, a
  // message that was put back early is found by a restart too, once the timeout that it had is over.
  persistence.updateMessageReady = () => {};
  // Loading comes first: a store that persists already would write, and so delete, what it loads.
  persistence.loadSqsAndSns(store, new SnsStore());
  store.persistence = persistence;
  for (const queue of store.allQueues()) queue.persistence = persistence;
  return persistence;
}
