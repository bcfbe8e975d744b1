import { decode } from './decode.ts';

/** Names and values decoded, repeats joined by a comma. Undefined when there is no query. */
export function readQuery(raw: string): Record<string, string> | undefined {
  if (raw === '') return undefined;
  const query: Record<string, string> = Object.create(null);
  for (const pair of raw.split('&')) {
    if (pair === '') continue;
    const split = pair.indexOf('=');
    const name = decodeForm(split < 0 ? pair : pair.slice(0, split));
    const value = split < 0 ? '' : decodeForm(pair.slice(split + 1));
    query[name] = name in query ? `${query[name]},${value}` : value;
  }
  return query;
}

function decodeForm(text: string): string {
  return decode(text.includes('+') ? text.replaceAll('+', ' ') : text);
}
