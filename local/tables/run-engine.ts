import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { findEngine } from './find-engine.ts';
import { reservePort } from './reserve-port.ts';

export interface Engine {
  port: number;
  pid: number;
  /** Resolves when it ends, with how: an exit code or a signal. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

const attempts = 5;

/**
 * The shell becomes the engine; a second one waits for the end of our pipe and then kills it. The pipe ends when this
 * process closes it or dies, of whatever: no engine is left behind.
 */
const withoutOrphans = `
exec 3<&0
( read -r _ <&3; kill -9 $$ ) >/dev/null 2>&1 &
exec "$0" "$@" 3<&- </dev/null
`;

/** Starts dynoxide on a free port of 127.0.0.1, and resolves when it listens. Without a path it keeps all in memory. */
export async function runEngine(dbPath: string | undefined): Promise<Engine> {
  const binary = findEngine();
  for (let attempt = 1; ; attempt += 1) {
    const port = await reservePort();
    const args = ['serve', '--port', String(port), ...(dbPath === undefined ? [] : ['--db-path', dbPath])];
    // In a group of its own: Ctrl-C in a terminal is for the twin, which ends the engine when nobody needs it any more.
    const child = spawn('/bin/sh', ['-c', withoutOrphans, binary, ...args], {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const ended = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => resolve(String(code ?? signal)));
    });
    const problem = await failureToListen(child);
    if (problem === undefined) return { port, pid: Number(child.pid), ended, stop: () => stop(child) };
    if (!problem.includes('already in use') || attempt === attempts)
      throw new Error(`DynamoDB's engine did not start: ${problem}`);
  }
}

/** Undefined when it listens; otherwise what it said before it ended. */
async function failureToListen(child: ChildProcess): Promise<string | undefined> {
  const said: string[] = [];
  const listening = Promise.withResolvers<undefined>();
  for (const output of [child.stdout, child.stderr]) {
    if (!output) continue;
    createInterface({ input: output }).on('line', (line) => {
      if (line.includes('listening on')) listening.resolve(undefined);
      else if (said.length < 20) said.push(line);
    });
  }
  const ended = once(child, 'close').then(() => {
    child.stdin?.end();
    return said.join('\n') || `it ended with ${child.exitCode ?? child.signalCode}`;
  });
  return Promise.race([listening.promise, ended]);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.stdin?.end();
  await ended;
}
