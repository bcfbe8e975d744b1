/** Callers choose names: a longer one must not choose the size of an answer or of an item that keeps it. */
const longestName = 100;

/**
 * An RFC 6901 JSON Pointer: `['metadata', 'a/b']` → `/metadata/a~1b`. A name of more than 100 characters (UTF-16 units) is
 * cut to 100 and an `…`: as none is shown whole with 101, none looks like a cut one. Lone surrogates, which no table takes,
 * become U+FFFD.
 */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${shown(String(step)).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function shown(name: string): string {
  const cut = name.length > longestName ? `${name.slice(0, longestName)}…` : name;
  return cut.toWellFormed();
}
