import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const semantics = read('docs/aws-semantics.md');
const sections = headings(semantics);
const adrs = filesIn('docs/adr', '.md').filter((path) => /\/\d{4}-/.test(path));
const pages = [...adrs, 'docs/adr/README.md', 'docs/api.md', 'docs/aws-semantics.md', 'docs/idempotency.md'];

describe('docs/aws-semantics.md', () => {
  test('every source that a row names is listed, and every source listed is named', () => {
    const listed = matches(semantics, /^\[([a-z0-9-]+)\]: https:/gm);
    const named = matches(semantics, /\[([a-z0-9-]+)\](?![:(])/g);
    expect(new Set(named)).toEqual(new Set(listed));
  });

  test.each([...filesIn('test', '.test.ts'), ...adrs])('%s cites only sections that exist', (path) => {
    for (const cited of matches(read(path), /[ (]\[([A-G]\d{0,2})\]/g)) expect(sections).toContain(cited);
  });
});

describe('docs/adr', () => {
  test.each(adrs)('%s has its four parts and fits a page', (path) => {
    const text = read(path);
    expect(matches(text, /^## (.+)$/gm)).toEqual(['What', 'Why', 'Consequences', 'Notes']);
    expect(text.split('\n').length).toBeLessThanOrEqual(60);
  });

  test('the numbers run without a gap, and the index lists each decision under its own title', () => {
    const numbers = adrs.map((path) => Number(path.slice('docs/adr/'.length).slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const titled = adrs.map((path) => `[${titleOf(path)}](${path.slice('docs/adr/'.length)})`);
    expect(matches(read('docs/adr/README.md'), /(\[[^\]]+\]\(\d{4}-[^)]+\))/g)).toEqual(titled);
  });
});

test.each(pages)('%s links only to files that exist, and names only paths that exist', (path) => {
  const text = read(path);
  for (const target of matches(text, /\]\((?!https?:|#)([^)#]+)/g)) {
    expect({ target, exists: existsSync(join(root, dirname(path), target)) }).toEqual({ target, exists: true });
  }
  for (const target of matches(text, /`((?:docs|events|functions|infra|local|ops|shared|test)\/[\w./-]*)`/g)) {
    expect({ target, exists: existsSync(join(root, target)) }).toEqual({ target, exists: true });
  }
});

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

/** `## A3. Choosing the route` → `A3` */
function headings(text: string): string[] {
  return matches(text, /^#{1,2} ([A-G]\d{0,2})\. /gm);
}

function titleOf(path: string): string {
  return read(path).match(/^# \d+\. (.+)$/m)?.[1] ?? '';
}
