import type { Honoured, Resource, Stack } from './stack.ts';

/**
 * One line for each resource type, or set of its properties, that no part of the twin acts upon. Grouped, so that a
 * template with forty alarms gives one line.
 */
export function reportUnhonoured(stack: Stack, honoured: readonly Honoured[]): string[] {
  const known = merge(honoured);
  const groups = Map.groupBy(stack.resources.values(), (resource) => resource.type);
  return [...groups].flatMap(([type, resources]) => {
    const properties = known.get(type);
    if (!properties) return [`${type} ×${resources.length}: not acted upon`];
    const missed = unhonouredProperties(resources, properties);
    return missed.length > 0 ? [`${type} ×${resources.length}: ${missed.join(', ')} not acted upon`] : [];
  });
}

function unhonouredProperties(resources: Resource[], honoured: ReadonlySet<string>): string[] {
  const present = new Set(resources.flatMap((resource) => Object.keys(resource.properties)));
  return [...present].filter((property) => !honoured.has(property)).sort();
}

function merge(all: readonly Honoured[]): Map<string, Set<string>> {
  const merged = new Map<string, Set<string>>();
  for (const [type, properties] of all.flatMap((honoured) => Object.entries(honoured))) {
    merged.set(type, new Set([...(merged.get(type) ?? []), ...properties]));
  }
  return merged;
}
