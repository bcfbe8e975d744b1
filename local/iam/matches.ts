const patterns = new Map<string, RegExp>();

/** IAM's wildcards: `*` is any run of characters, `?` exactly one. Actions match whatever their case. */
export function matches(pattern: string, value: string, options: { ignoreCase?: boolean } = {}): boolean {
  const flags = options.ignoreCase ? 'is' : 's';
  const key = `${flags}:${pattern}`;
  const known = patterns.get(key) ?? new RegExp(`^${toSource(pattern)}$`, flags);
  patterns.set(key, known);
  return known.test(value);
}

function toSource(pattern: string): string {
  return pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
}
