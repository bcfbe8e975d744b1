import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Observer } from '../observer.ts';

/** Writes what the twin tells into `<folder>/functions.log` and `<folder>/access.log`: a JSON line each. */
export function logFiles(folder: string, notice: (text: string) => void): Observer & { close(): Promise<void> } {
  mkdirSync(folder, { recursive: true });
  const functions = createWriteStream(join(folder, 'functions.log'), { flags: 'a' });
  const access = createWriteStream(join(folder, 'access.log'), { flags: 'a' });
  return {
    log: (line) => functions.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`),
    access: (line) => access.write(`${line}\n`),
    metric: () => {},
    notice,
    async close() {
      await Promise.all([functions, access].map((stream) => new Promise((resolve) => stream.end(resolve))));
    },
  };
}
