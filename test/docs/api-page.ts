import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');

/** The rows of the table whose header begins with these cells, without the backticks around a whole cell. */
export function tableOf(...header: string[]): string[][] {
  const [, table] = page.split(`\n| ${header.join(' | ')} `);
  if (!table) throw new Error(`docs/api.md has no table that begins with: ${header.join(', ')}`);
  const [rows = ''] = table.split('\n\n');
  return rows.trimEnd().split('\n').slice(2).map(cellsOf);
}

/** The text of the example that is marked with this tag. */
export function exampleOf(tag: string): string {
  const text = examples().get(tag);
  if (text === undefined) throw new Error(`docs/api.md has no example ${tag}`);
  return text;
}

export function exampleTags(): string[] {
  return [...examples().keys()];
}

/** The page's one text that matches. */
export function textOf(pattern: RegExp): string {
  const [, text] = page.match(pattern) ?? [];
  if (text === undefined) throw new Error(`docs/api.md does not match ${pattern}`);
  return text;
}

function examples(): Map<string, string> {
  const blocks = page.matchAll(/^```json ?(?<tag>\S*)\n(?<text>.*?)\n```$/gms);
  return new Map([...blocks].map(({ groups = {} }) => [groups.tag ?? '', groups.text ?? '']));
}

function cellsOf(row: string): string[] {
  return row
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim().replace(/^`([^`]*)`$/, '$1'));
}
