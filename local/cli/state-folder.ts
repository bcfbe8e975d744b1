import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from './options.ts';

/** A folder that one twin at a time keeps its state in. */
export interface StateFolder {
  path: string;
  release(): void;
}

/** Claims the folder; an unkept one is emptied first. Throws a UsageError when a running twin has it. */
export function claimStateFolder(dataDir: string | undefined, standard: string): StateFolder {
  if (dataDir === '') throw new UsageError('--data-dir takes the path of a folder.');
  const path = resolve(dataDir ?? standard);
  const owner = join(path, 'twin.pid');
  const pid = readPid(owner);
  if (pid && isAlive(pid)) {
    throw new UsageError(
      `A twin that is running (process ${pid}) keeps its state in ${path}. Stop it, or give this one a folder with --data-dir.`,
    );
  }
  if (dataDir === undefined) rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  writeFileSync(owner, String(process.pid));
  return { path, release: () => rmSync(owner, { force: true }) };
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
