import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { OperatorMistake } from '../operator-mistake.ts';

/** What a running twin writes about itself. Partners and sources are there once it is seeded. */
const twinFile = z.object({
  api: z.url(),
  region: z.string(),
  endpoints: z.object({ sqs: z.url(), dynamodb: z.url(), states: z.url(), secretsmanager: z.url() }),
  outputs: z.record(z.string(), z.string()),
  partners: z.array(z.object({ id: z.string(), apiKey: z.string(), scopes: z.array(z.string()) })).default([]),
  sources: z.array(z.object({ name: z.string(), secret: z.string() })).default([]),
});

export type TwinFile = z.infer<typeof twinFile>;

/** `npm start` writes it there; SLUICE_HOME moves it, for a second twin beside the first. */
const path = join(process.env.SLUICE_HOME || join(import.meta.dirname, '..', '..', '.local'), 'twin.json');

export function readTwinFile(): TwinFile {
  try {
    return twinFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw noTwin(cause);
  }
}

export function noTwin(cause?: unknown): OperatorMistake {
  return new OperatorMistake(
    'No twin is running here. Start one with `npm start`, or name an account with --stage and --profile.',
    { cause },
  );
}
