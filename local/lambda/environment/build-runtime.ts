import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Writes the environment's entry as one JavaScript file into `workDir` and returns its path. A worker that had to strip
 * the types of every file itself would take twice as long to start.
 */
export function buildRuntime(workDir: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(import.meta.dirname, 'runtime.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node24',
  });
  const text = outputFiles.map((file) => file.text).join('');
  const path = join(workDir, `runtime-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.mjs`);
  mkdirSync(workDir, { recursive: true });
  if (!existsSync(path)) writeFileSync(path, text);
  return path;
}
