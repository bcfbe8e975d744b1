import { execFile } from 'node:child_process';

/** Runs a TypeScript file by this very node, and gives what it printed and the signal that ended it, if one did. */
export function runAndWait(
  file: string,
  args: string[],
): Promise<{ stdout: string; stderr: string; signal: string | null }> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [file, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ stdout, stderr, signal: child.signalCode }),
    );
  });
}
