import { decode } from '../request/decode.ts';
import type { Segment } from './route-key.ts';

/**
 * The values of a template's variables, decoded, or undefined when the path does not match it. Segments are compared as
 * they stand on the wire: an encoded slash is part of a value, and `..` is a segment like any other. A variable takes no
 * empty segment. A greedy one takes the rest, which may be empty below the root (`/pets/`), as reports from AWS say.
 */
export function matchPath(template: readonly Segment[], path: readonly string[]): Record<string, string> | undefined {
  const values: Record<string, string> = Object.create(null);
  for (const [index, segment] of template.entries()) {
    const given = path[index];
    if (given === undefined) return undefined;
    if ('greedy' in segment) {
      const rest = path.slice(index).join('/');
      if (rest === '' && index === 0) return undefined;
      values[segment.greedy] = decode(rest);
      return values;
    }
    if ('literal' in segment) {
      if (segment.literal !== given) return undefined;
    } else {
      if (given === '') return undefined;
      values[segment.variable] = decode(given);
    }
  }
  return template.length === path.length ? values : undefined;
}
