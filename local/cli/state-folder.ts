import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { claim } from './claim.ts';
import { checkKept } from './kept-json.ts';
import { makeFolder } from './make-folder.ts';
import { UsageError } from './usage-error.ts';

/** A folder that one twin at a time keeps its state in. */
export interface StateFolder {
  path: string;
  release(): void;
}

const pidFile = 'twin.pid';

/** Claims the folder; an unkept one is emptied. Throws a UsageError when a running twin has it, or it cannot be used. */
export function claimStateFolder(dataDir: string | undefined, standard: string): StateFolder {
  if (dataDir === '') throw new UsageError('--data-dir takes the path of a folder.');
  const path = resolve(dataDir ?? standard);
  const another = dataDir === undefined ? 'SLUICE_HOME=<folder> npm start' : '--data-dir <folder>';
  makeFolder(path, `Choose another: ${another}`);
  const { release } = claim(
    join(path, pidFile),
    (pid) =>
      `A twin that is running (process ${pid}) keeps its state in ${path}. Stop it, or give this one another folder: ${another}`,
  );
  try {
    if (dataDir === undefined) empty(path);
    else for (const name of ['seed.json', 'secrets.json']) checkKept(join(path, name));
  } catch (error) {
    release();
    throw error;
  }
  return { path, release };
}

/** Only what a twin left: a folder of that name may hold something else. */
function empty(path: string): void {
  const there = readdirSync(path).filter((name) => name !== pidFile);
  if (there.length > 0 && !there.includes('tables.sqlite'))
    throw new UsageError(
      `The folder ${path} would be emptied, but holds no twin's state. Move it away, or choose another home: ` +
        'SLUICE_HOME=<folder> npm start',
    );
  for (const name of there) rmSync(join(path, name), { recursive: true, force: true });
}
