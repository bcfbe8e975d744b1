import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..');

/** Runs an operator command of this project as a person would, and gives what it printed. */
export async function operator(...args: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'ops', 'cli', 'main.ts'), ...args], {
      cwd: root,
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`\`npm run ops -- ${args.join(' ')}\` failed:\n${stdout}${stderr}`, { cause: error });
  }
}
