import { matchPath } from './match-path.ts';
import type { PathKey, RouteKey, Segment } from './route-key.ts';

export interface Match<Route> {
  route: Route;
  pathParameters: Record<string, string>;
}

export type Router<Route> = (method: string, path: string) => Match<Route> | undefined;

interface Path<Route> {
  segments: readonly Segment[];
  byMethod: Map<string, Route>;
}

const none: Record<string, string> = Object.freeze(Object.create(null));

/**
 * Chooses a route as AWS does (Create routes for HTTP APIs): a full match of path and method, in which a static segment
 * beats a variable; then greedy variables, the longer prefix first; then `$default`. A path that lacks the method falls
 * through to the next. Where a path has the method only as `ANY`, it still beats a less specific path that names it; AWS
 * does not say.
 */
export function createRouter<Route>(routes: Iterable<{ key: RouteKey; route: Route }>): Router<Route> {
  const paths = new Map<string, Path<Route>>();
  let fallback: Match<Route> | undefined;
  for (const { key, route } of routes) {
    if (key.isDefault) fallback = { route, pathParameters: none };
    else pathOf(paths, key).byMethod.set(key.method, route);
  }
  const literal = new Map([...paths].filter(([, path]) => isLiteral(path)));
  const others = [...paths.values()].filter((path) => !isLiteral(path)).sort(bySpecificity);

  return (method, path) => {
    const exact = withMethod(literal.get(path), method);
    if (exact) return { route: exact, pathParameters: none };
    const segments = path.slice(1).split('/');
    for (const candidate of others) {
      const pathParameters = matchPath(candidate.segments, segments);
      const route = pathParameters && withMethod(candidate, method);
      if (route) return { route, pathParameters };
    }
    return fallback;
  };
}

function pathOf<Route>(paths: Map<string, Path<Route>>, { template, segments }: PathKey): Path<Route> {
  const path = paths.get(template) ?? { segments, byMethod: new Map() };
  paths.set(template, path);
  return path;
}

function isLiteral({ segments }: Path<unknown>): boolean {
  return segments.every(({ kind }) => kind === 'literal');
}

function withMethod<Route>(path: Path<Route> | undefined, method: string): Route | undefined {
  return path?.byMethod.get(method) ?? path?.byMethod.get('ANY');
}

/** Full matches before greedy ones; then, from the left, a literal before a variable and a longer path before a shorter. */
function bySpecificity(a: Path<unknown>, b: Path<unknown>): number {
  return Number(rankOf(a) > rankOf(b)) - Number(rankOf(a) < rankOf(b));
}

function rankOf({ segments }: Path<unknown>): string {
  const isGreedy = segments.some(({ kind }) => kind === 'greedy');
  return `${isGreedy ? 1 : 0}${segments.map(({ kind }) => ranks[kind]).join('')}`;
}

const ranks = { literal: 'a', variable: 'b', greedy: 'c' };
