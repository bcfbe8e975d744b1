import { createWriteStream, openSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Observer } from '../observer.ts';
import type { OnStrike } from '../storm.ts';
import { makeFolder } from './make-folder.ts';

export interface LogFiles extends Observer {
  strike: OnStrike;
  close(): Promise<void>;
}

/** Writes what the twin tells into `functions.log`, `access.log` and `faults.log` in the folder: a JSON line each. */
export function logFiles(folder: string, notice: (text: string) => void): LogFiles {
  makeFolder(folder, 'Choose another home: SLUICE_HOME=<folder> npm start');
  const functions = append(join(folder, 'functions.log'));
  const access = append(join(folder, 'access.log'));
  const faults = append(join(folder, 'faults.log'));
  return {
    log: (line) => functions.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`),
    strike: (point, effect) =>
      faults.write(`${JSON.stringify({ time: new Date().toISOString(), ...point, ...effect })}\n`),
    access: (line) => access.write(`${line}\n`),
    metric: () => {},
    notice,
    async close() {
      await Promise.all([functions, access, faults].map((stream) => new Promise((resolve) => stream.end(resolve))));
    },
  };
}

/** Only its owner reads it: it tells of partners and their payments. Throws when it cannot be written. */
function append(path: string): WriteStream {
  return createWriteStream(path, { fd: openSync(path, 'a', 0o600) });
}
