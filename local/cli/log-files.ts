import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Observer } from '../observer.ts';
import type { OnStrike } from '../storm.ts';

export interface LogFiles extends Observer {
  strike: OnStrike;
  close(): Promise<void>;
}

/** Writes what the twin tells into `functions.log`, `access.log` and `faults.log` in the folder: a JSON line each. */
export function logFiles(folder: string, notice: (text: string) => void): LogFiles {
  mkdirSync(folder, { recursive: true });
  const functions = createWriteStream(join(folder, 'functions.log'), { flags: 'a' });
  const access = createWriteStream(join(folder, 'access.log'), { flags: 'a' });
  const faults = createWriteStream(join(folder, 'faults.log'), { flags: 'a' });
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
