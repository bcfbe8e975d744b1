import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** Throws a UsageError when a former run's file is there and is broken. */
export function checkKept(file: string): void {
  if (!existsSync(file)) return;
  try {
    JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new UsageError(
      `${file} is empty or broken, and the kept state is of no use without it. Put a copy of it back, or start ` +
        'afresh in an empty folder: --data-dir <folder>',
    );
  }
}
