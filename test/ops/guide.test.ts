import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { guide } from '../../ops/cli/commands/guide.ts';
import { type Deployment, startDeployment } from './start-deployment.ts';

const main = join(import.meta.dirname, '..', '..', 'ops', 'cli', 'main.ts');
const { NODE_OPTIONS: _, ...plainEnvironment } = process.env;

let it: Deployment;
let lines: string[];
beforeAll(async () => {
  it = await startDeployment();
  const path = join(it.home, 'twin.json');
  const partners = [{ id: 'acme', apiKey: 'slk_demo', scopes: [] }];
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), partners }));
  const env = { ...plainEnvironment, SLUICE_HOME: it.home };
  const { stdout } = await promisify(execFile)(process.execPath, [main, 'guide'], { env });
  lines = stdout.split('\n');
});
afterAll(() => it.stop());

test('a comment can be pasted into a shell that takes it for a command: it has no quote, no glob, no operator', () => {
  const comments = lines.filter((line) => line.startsWith('#'));
  expect(comments).toHaveLength(7);
  for (const comment of comments) expect(comment.slice(1)).not.toMatch(/['"`?*()[\]{}!;&|<>$~\\#=]/);
});

test('every URL in a command is in quotes, so that no shell reads its query as a pattern', () => {
  const commands = lines.filter((line) => /^(curl|npm) /.test(line)).join('\n');
  const urls = [...commands.matchAll(/(.)http:\/\/[^\s']+(.)/g)];
  expect(urls).toHaveLength(7);
  for (const [url, before, after] of urls)
    expect({ url, quotes: [before, after] }).toEqual({ url, quotes: ["'", "'"] });
});

test('an account has no guide', () => {
  expect(() => guide.run({ ...it.target, isTwin: false, name: 'stage prod' }, input)).toThrow(
    '"guide" is for the twin alone, not for stage prod: leave out --stage.',
  );
});

const input = { argument: undefined, options: {}, progress: () => {} };
