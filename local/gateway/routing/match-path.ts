import { decode } from '../request/decode.ts';
import type { Segment } from './route-key.ts';

/**
 * The values of a template's variables, decoded, or undefined when the path does not match it. Segments are compared as
 * they stand on the wire: an encoded slash is part of a value, and `..` is a segment like any other. A variable takes no
 * empty segment. A greedy one takes the rest, which may be empty below the root (`/pets/`), as reports from AWS say.
 */
export function matchPath(template: readonly Segment[], path: readonly string[]): Record<string, string> | undefined {
  const isGreedy = template.at(-1)?.kind === 'greedy';
  if (isGreedy ? path.length < template.length : path.length !== template.length) return undefined;
  if (template.some(({ kind, text }, index) => kind === 'literal' && text !== path[index])) return undefined;
  const values: Record<string, string> = Object.create(null);
  for (const [index, { kind, text }] of template.entries()) {
    if (kind === 'literal') continue;
    const given = kind === 'greedy' ? path.slice(index).join('/') : (path[index] ?? '');
    if (given === '' && (kind === 'variable' || index === 0)) return undefined;
    values[text] = decode(given);
  }
  return values;
}
