import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Execution } from './execution.ts';
import { memoryMs } from './limits.ts';

/** Where executions outlive the process. Each line of the file is an execution as it was then; its last line counts. */
export interface Journal {
  /** What a former run left, in the order of their starts. */
  executions: Execution[];
  /** Returns when the operating system has it: a `kill -9` does not lose it. */
  append(execution: Execution): void;
  close(): void;
}

/** For a twin that keeps nothing. */
export const noJournal: Journal = { executions: [], append: () => undefined, close: () => undefined };

const line = z.object({
  arn: z.string(),
  stateMachineArn: z.string(),
  name: z.string(),
  input: z.string(),
  startMs: z.number(),
  status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
  stopMs: z.number().optional(),
  output: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
  reruns: z.number(),
});

/** Reads `<folder>/executions.jsonl` and writes it anew without what is superseded or forgotten. */
export function openJournal(folder: string, now: () => number): Journal {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'executions.jsonl');
  const executions = readExecutions(file).filter(({ stopMs }) => stopMs === undefined || now() - stopMs <= memoryMs);
  writeFileSync(`${file}.new`, executions.map((execution) => `${JSON.stringify(execution)}\n`).join(''), {
    mode: 0o600,
  });
  renameSync(`${file}.new`, file);
  const descriptor = openSync(file, 'a');
  return {
    executions,
    append: (execution) => writeSync(descriptor, `${JSON.stringify(execution)}\n`),
    close: () => closeSync(descriptor),
  };
}

function readExecutions(file: string): Execution[] {
  if (!existsSync(file)) return [];
  const latest = new Map<string, Execution>();
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    const execution = readLine(text);
    if (!execution) continue;
    // A later execution of the same name stands where it started.
    if (latest.get(execution.arn)?.startMs !== execution.startMs) latest.delete(execution.arn);
    latest.set(execution.arn, execution);
  }
  return [...latest.values()];
}

/** Undefined for an empty line and for the half of one that a crash left at the end. */
function readLine(text: string): Execution | undefined {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
