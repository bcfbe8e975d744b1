import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './error-code.ts';
import { UsageError } from './usage-error.ts';

/**
 * Makes the folder and what is missing above it; throws a UsageError when that fails or nothing can be written there. One
 * folder at a time: Node's `recursive` never comes back where mkdir says that nothing is there, as in /proc.
 */
export function makeFolder(path: string, wayOut: string): void {
  try {
    for (const folder of missing(path)) makeOne(folder);
    accessSync(`${path}/.`, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new UsageError(`Nothing can be written to the folder ${path} (${errorCode(error)}). ${wayOut}`);
  }
}

/** From the top down. */
function missing(path: string): string[] {
  return existsSync(path) || dirname(path) === path ? [] : [...missing(dirname(path)), path];
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
