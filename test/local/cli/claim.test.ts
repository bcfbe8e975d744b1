import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { claim } from '../../../local/cli/claim.ts';
import { eventually } from '../../support/eventually.ts';

let folder: string;
let file: string;
let processes: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claim-'));
  file = join(folder, 'it.pid');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  for (const child of processes) child.kill();
  processes = [];
});

const run = (script: string) => {
  const child = spawn('/bin/sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  processes.push(child);
  return child;
};
const claimIt = () => claim(file, (pid) => `Process ${pid} has it.`);
const onLinux = process.platform === 'linux' ? test : test.skip;

describe('a claim', () => {
  test('names this process until it is released', () => {
    const { release, isHeld } = claimIt();
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    expect(isHeld()).toBe(true);
    release();
    expect(existsSync(file)).toBe(false);
  });

  test('is refused while the process that has it runs, and the message names the file', () => {
    const { pid } = run('exec sleep 60');
    writeFileSync(file, `${pid}`);
    expect(claimIt).toThrow(`Process ${pid} has it.`);
    expect(claimIt).toThrow(`remove ${file}`);
  });

  test('of a process that is gone is taken over', async () => {
    const child = run('exit');
    await once(child, 'exit');
    writeFileSync(file, `${child.pid}`);
    expect(claimIt().isHeld()).toBe(true);
  });

  test.each(['', 'nonsense', '0', '-1'])('that says "%s" is taken over', (text) => {
    writeFileSync(file, text);
    expect(claimIt().isHeld()).toBe(true);
  });

  onLinux('is taken over when another process has the number now', () => {
    writeFileSync(file, `${run('exec sleep 60').pid} 1`);
    expect(claimIt().isHeld()).toBe(true);
  });

  onLinux('of a process that is dead and was not waited for is taken over', async () => {
    const parent = run('true & echo $!; exec sleep 60');
    const [line] = await once(parent.stdout ?? parent, 'data');
    const pid = String(line).trim();
    await eventually('a zombie', () => readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z '));
    writeFileSync(file, pid);
    expect(claimIt().isHeld()).toBe(true);
  });

  test('that another process took over since is left alone', () => {
    const { release, isHeld } = claimIt();
    writeFileSync(file, '1 1');
    expect(isHeld()).toBe(false);
    release();
    expect(readFileSync(file, 'utf8')).toBe('1 1');
  });
});
