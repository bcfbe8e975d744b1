import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { claimHome } from '../../../local/cli/home.ts';
import { logFiles } from '../../../local/cli/log-files.ts';
import { makeFolder } from '../../../local/cli/make-folder.ts';
import { claimStateFolder } from '../../../local/cli/state-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folders-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text = '') => writeFileSync(join(folder, name), text);

describe('a folder', () => {
  test('is made with all that is missing above it, and may be there', () => {
    const path = join(folder, 'a', 'b', 'c');
    makeFolder(path, '');
    makeFolder(path, '');
    expect(statSync(path).isDirectory()).toBe(true);
  });

  test.each(['a-file', 'a-file/below'])('that cannot be made is named, with what to do: %s', (name) => {
    write('a-file');
    expect(() => makeFolder(join(folder, name), 'Choose another.')).toThrow(
      `Nothing can be written to the folder ${join(folder, name)} (ENOTDIR). Choose another.`,
    );
  });
});

describe('the state folder', () => {
  test('is emptied of what a twin left when it is not kept', () => {
    mkdirSync(join(folder, 'queues'));
    for (const name of ['tables.sqlite', 'seed.json', 'queues/x']) write(name);
    claimStateFolder(undefined, folder);
    expect(readdirSync(folder)).toEqual(['twin.pid']);
  });

  test('is left alone when it holds something else, and not claimed', () => {
    write('thesis.txt');
    expect(() => claimStateFolder(undefined, folder)).toThrow('holds no twin');
    expect(readdirSync(folder)).toEqual(['thesis.txt']);
  });

  test('is left as it is when it is kept', () => {
    for (const name of ['tables.sqlite', 'thesis.txt']) write(name);
    claimStateFolder(folder, 'none').release();
    expect(readdirSync(folder)).toEqual(['tables.sqlite', 'thesis.txt']);
  });

  test.each(['seed.json', 'secrets.json'])('is refused, and not claimed, when its %s is empty or broken', (name) => {
    for (const text of ['', '{"partners": [']) {
      write(name, text);
      expect(() => claimStateFolder(folder, 'none')).toThrow(`${join(folder, name)} is empty or broken`);
      expect(() => claimStateFolder(folder, 'none')).toThrow('--data-dir <folder>');
    }
    expect(readdirSync(folder)).toEqual([name]);
  });
});

describe('the home', () => {
  test("'s twin.json is its owner's alone, also where another was, and goes with the twin", () => {
    write('twin.json', 'of a twin that crashed');
    const home = claimHome(folder);
    home.publish({ apiKey: 'slk_1' });
    home.publish({ apiKey: 'slk_2' });
    expect(readFileSync(join(folder, 'twin.json'), 'utf8')).toContain('slk_2');
    expect(statSync(join(folder, 'twin.json')).mode & 0o777).toBe(0o600);
    home.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that another twin took over keeps the twin.json of that one', () => {
    const home = claimHome(folder);
    home.publish({});
    write('home.pid', '1 1');
    home.release();
    expect(existsSync(join(folder, 'twin.json'))).toBe(true);
  });

  test("'s logs are its owner's alone", async () => {
    const logs = logFiles(join(folder, 'logs'), () => {});
    await logs.close();
    for (const name of readdirSync(join(folder, 'logs')))
      expect(statSync(join(folder, 'logs', name)).mode & 0o777).toBe(0o600);
  });
});
