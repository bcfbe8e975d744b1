import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';

const root = join(import.meta.dirname, '..', '..');

/** What `npm start` runs, in a home of its own, so that it does not meet a twin that somebody runs in this folder. */
export function startCommand(...args: string[]) {
  return launch({ command: process.execPath, args: ['local/main.ts', ...args] });
}

/** The same in a home that is there already. */
export function startIn(home: string, ...args: string[]) {
  return launch({ command: process.execPath, args: ['local/main.ts', ...args], home });
}

/** `npm start` itself, in a process group of its own as a terminal would have it. */
export function npmStart(...args: string[]) {
  return launch({ command: 'npm', args: ['--loglevel=silent', 'start', '--', ...args], detached: true });
}

interface Launch {
  command: string;
  args: string[];
  home?: string;
  detached?: boolean;
}

function launch({ command, args, home = mkdtempSync(join(tmpdir(), 'sluice-')), detached = false }: Launch) {
  const env = { ...process.env, SLUICE_HOME: home, NODE_OPTIONS: '' };
  const child = spawn(command, args, { cwd: root, env, detached, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', error: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.error += chunk;
  });
  return {
    home,
    said,
    twin: () => JSON.parse(readFileSync(join(home, 'twin.json'), 'utf8')),
    /** Waits for a text on standard output; fails early, with what was said, when the command ends first. */
    says: (text: string) =>
      eventually(
        `"${text}" from npm start`,
        () => {
          if (said.out.includes(text)) return true;
          if (child.exitCode !== null)
            throw new Error(`npm start ended with ${child.exitCode}:\n${said.out}${said.error}`);
          return false;
        },
        { deadlineMs: 60_000 },
      ),
    ended: () => exitOf(child),
    interrupt() {
      child.kill('SIGINT');
      return exitOf(child);
    },
    terminate() {
      child.kill('SIGTERM');
      return exitOf(child);
    },
    /** Ctrl-C: the terminal tells every process of the group. Only for what has a group of its own. */
    interruptGroup() {
      process.kill(-Number(child.pid), 'SIGINT');
      return exitOf(child);
    },
    /** As a crash of the machine would: nothing is told to stop. */
    kill() {
      child.kill('SIGKILL');
      return exitOf(child);
    },
    /** An operator's command against this twin. */
    operate: (...words: string[]) => run(['ops/cli/main.ts', ...words], env),
    clean() {
      if (detached) killGroup(Number(child.pid));
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Whatever of the group is still there: nothing, when all went well. */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing is.
  }
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

async function run(args: string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let error = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    error += chunk;
  });
  await once(child, 'close');
  return { code: child.exitCode, out, error };
}
