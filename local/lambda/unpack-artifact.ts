import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { unzipSync } from 'fflate';

/**
 * Unpacks a function's zip below `workDir` and returns the folder, `/var/task` on AWS. The folder is named by the zip's
 * content: the same artifact is unpacked once, also by two processes at the same time.
 */
export function unpackArtifact(zipFile: string, workDir: string): string {
  const zip = readFileSync(zipFile);
  const root = join(workDir, 'tasks');
  const folder = join(root, createHash('sha256').update(zip).digest('hex').slice(0, 32));
  if (existsSync(folder)) return folder;

  mkdirSync(root, { recursive: true });
  // Nothing stands above /var/task: keep Node from reading the package.json of the project around `workDir`.
  writeFileSync(join(root, 'package.json'), '{}');
  const unfinished = mkdtempSync(join(root, 'unfinished-'));
  for (const [name, content] of Object.entries(unzipSync(zip))) {
    if (!name.endsWith('/')) writeEntry(unfinished, name, content);
  }
  moveInto(unfinished, folder);
  return folder;
}

function writeEntry(root: string, name: string, content: Uint8Array): void {
  const path = join(root, name);
  if (relative(root, path).startsWith('..')) throw new Error(`The artifact has an entry outside its folder: ${name}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function moveInto(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
