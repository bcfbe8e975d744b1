import { existsSync, readFileSync } from 'node:fs';
import { operator } from './operator.ts';
import { writePrivate } from './write-private.ts';

/** Lets the operator tool seed the twin that was published. A state is seeded once: what it gave is in the file. */
export async function seed(file: string): Promise<object> {
  if (!existsSync(file)) writePrivate(file, await operator('seed', '--json'));
  const seeded: object = JSON.parse(readFileSync(file, 'utf8'));
  return seeded;
}
