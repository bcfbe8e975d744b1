import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { errorCode } from './error-code.ts';
import { UsageError } from './usage-error.ts';

/** What one running process at a time has. */
export interface Claim {
  /** False when somebody removed the file, or another process has it since. */
  isHeld(): boolean;
  release(): void;
}

/**
 * Claims by a file that names this process. One that a process left which is gone is taken over.
 *
 * @throws UsageError with what `refusal` says of the process that has it
 */
export function claim(file: string, refusal: (pid: number) => string): Claim {
  const mine = `${process.pid} ${lookUp(process.pid)?.started ?? ''}`;
  const isHeld = () => read(file) === mine;
  while (!write(file, mine)) {
    const owner = runningOwner(read(file));
    if (owner)
      throw new UsageError(`${refusal(owner)}\nIf process ${owner} is something else, remove ${file} and try again.`);
    rmSync(file, { force: true });
  }
  return {
    isHeld,
    release() {
      if (isHeld()) rmSync(file, { force: true });
    },
  };
}

/** False when the file is there. */
function write(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return false;
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return '';
  }
}

/** Undefined when the process that wrote the text is gone, whoever has its number now. */
function runningOwner(text: string): number | undefined {
  const [, id, started] = /^([1-9]\d*)(?: (\d+))?/.exec(text) ?? [];
  const pid = Number(id);
  if (!id || pid === process.pid || !isThere(pid)) return undefined;
  const now = lookUp(pid);
  const isAnother = now?.isZombie || (started && now && now.started !== started);
  return isAnother ? undefined : pid;
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** When the process started, in clock ticks since the boot. Undefined on systems that have no proc(5). */
function lookUp(pid: number): { isZombie: boolean; started: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything. After it come the fields from the third on; the 22nd is the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { isZombie: fields[0] === 'Z', started: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}
