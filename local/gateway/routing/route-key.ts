/** What a route answers to. `$default` answers to whatever no other route does. */
export type RouteKey = { isDefault: true } | ({ isDefault: false } & PathKey);

export interface PathKey {
  /** `ANY` stands for every method that the path does not name. */
  method: string;
  /** As in the route key; equal for all methods of a path. */
  template: string;
  segments: readonly Segment[];
}

export interface Segment {
  kind: 'literal' | 'variable' | 'greedy';
  /** What it must be, or the variable's name. */
  text: string;
}

const form = /^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) (\/\S*)$/;

/** Undefined for what CreateRoute refuses: unknown methods, a slash at the end, a greedy variable that is not the last. */
export function parseRouteKey(key: string): RouteKey | undefined {
  if (key === '$default') return { isDefault: true };
  const [, method, template] = form.exec(key) ?? [];
  if (method === undefined || template === undefined) return undefined;
  if (template === '/') return { isDefault: false, method, template, segments: [{ kind: 'literal', text: '' }] };
  const segments = template.slice(1).split('/').map(parseSegment);
  const known = segments.filter((segment) => segment !== undefined);
  if (known.length < segments.length || known.slice(0, -1).some(({ kind }) => kind === 'greedy')) return undefined;
  return { isDefault: false, method, template, segments: known };
}

function parseSegment(text: string): Segment | undefined {
  if (text === '') return undefined;
  const [, name, plus] = /^\{([\w.:-]+)(\+?)\}$/.exec(text) ?? [];
  if (name !== undefined) return { kind: plus ? 'greedy' : 'variable', text: name };
  return /[{}]/.test(text) ? undefined : { kind: 'literal', text };
}
