/** Property names and list positions, in turn. */
export type JsonPath = readonly (string | number)[];

const step = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['([^']+)'\]/y;

/** `.a.b[0]['c d']`. Undefined for anything else: no wildcards, recursive descent or filters. */
export function parseJsonPath(text: string): JsonPath | undefined {
  const path: (string | number)[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < text.length) {
    const [, name, position, quoted] = step.exec(text) ?? [];
    const key = name ?? quoted ?? (position === undefined ? undefined : Number(position));
    if (key === undefined) return undefined;
    path.push(key);
  }
  return path;
}

/** Text as it is, any other value as JSON; undefined when the path leads nowhere or to null. */
export function select(document: unknown, path: JsonPath): string | undefined {
  let value = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
