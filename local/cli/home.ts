import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { claim } from './claim.ts';
import { makeFolder } from './make-folder.ts';
import { writePrivate } from './write-private.ts';

/** The folder that one twin at a time says in where it is, and writes its logs to. */
export interface Home {
  logs: string;
  /** Where the state is when no other folder was named. */
  state: string;
  /** Writes `twin.json`, where scripts and operator tools find the running twin. It holds API keys. */
  publish(twin: object): void;
  release(): void;
}

/** Throws a UsageError when a running twin has it, or nothing can be written there. */
export function claimHome(folder: string): Home {
  const path = resolve(folder);
  makeFolder(path, 'Choose another: SLUICE_HOME=<folder> npm start');
  const claimed = claim(
    join(path, 'home.pid'),
    (pid) =>
      `A twin that is running (process ${pid}) has its address and its logs in ${path}. Stop it, or give this one a home of ` +
      'its own: SLUICE_HOME=<folder> npm start -- --port <number>',
  );
  const twinFile = join(path, 'twin.json');
  rmSync(twinFile, { force: true });
  return {
    logs: join(path, 'logs'),
    state: join(path, 'state'),
    publish: (twin) => writePrivate(twinFile, JSON.stringify(twin, null, 2)),
    release() {
      if (!claimed.isHeld()) return;
      rmSync(twinFile, { force: true });
      claimed.release();
    },
  };
}
