/** An RFC 6901 JSON Pointer: `['metadata', 'a/b']` → `/metadata/a~1b`. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
