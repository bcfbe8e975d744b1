import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { isStageName } from './stage-name.ts';

const root = join(import.meta.dirname, '..');
/** Everything that decides what a package holds. */
const inputs = ['functions', 'shared', 'infra', 'serverless.yml', 'package.json', 'package-lock.json', 'tsconfig.json'];
const lockWaitMs = 120_000;

/**
 * Packages a stage into `.build/<stage>` with the command that a deployment uses, unless what is there was made from the
 * very same inputs. Returns the folder, which holds the CloudFormation template and one zip a function.
 *
 * Safe to call from several processes at once: the first packages, the others wait for it.
 */
export async function packageStage(stage: string): Promise<{ folder: string; fresh: boolean }> {
  // The folder is removed: it must be one below .build, and nothing else.
  if (!isStageName(stage)) throw new Error(`A stage has letters, numbers and hyphens in its name, not "${stage}".`);
  const folder = join(root, '.build', stage);
  const stamp = join(folder, 'inputs.sha256');
  const release = await lock(join(root, '.build', 'packaging.lock'));
  try {
    const wanted = hashOf(inputs);
    if (readIfThere(stamp) === wanted) return { folder, fresh: false };
    rmSync(folder, { recursive: true, force: true });
    await runServerless(stage, folder);
    writeFileSync(stamp, wanted);
    return { folder, fresh: true };
  } finally {
    release();
  }
}

async function runServerless(stage: string, folder: string): Promise<void> {
  const serverless = join(root, 'node_modules', 'serverless', 'bin', 'serverless.js');
  try {
    await promisify(execFile)(process.execPath, [serverless, 'package', '--stage', stage, '--package', folder], {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`The template could not be packaged for stage ${stage}:\n${stdout}${stderr}`, { cause: error });
  }
}

function hashOf(paths: string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesUnder(join(root, path)))
      hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A folder is made by one process only; a lock whose owner is gone is broken. */
async function lock(path: string): Promise<() => void> {
  const deadline = Date.now() + lockWaitMs;
  mkdirSync(join(path, '..'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(path);
      writeFileSync(join(path, 'pid'), String(process.pid));
      return () => rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (isAbandoned(path)) rmSync(path, { recursive: true, force: true });
    if (Date.now() > deadline) throw new Error(`Another process has been packaging for too long: see ${path}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isAbandoned(path: string): boolean {
  const pid = Number(readIfThere(join(path, 'pid')));
  if (!pid) return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 10_000;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
