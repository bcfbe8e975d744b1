import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file that only its owner can read, whole or not at all; it takes the place of one that is there. */
export function writePrivate(file: string, text: string): void {
  const next = `${file}.next`;
  rmSync(next, { force: true });
  writeFileSync(next, text, { mode: 0o600, flag: 'wx' });
  renameSync(next, file);
}
