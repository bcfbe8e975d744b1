import { contextVariable } from '../context-variables.ts';
import type { Exchange } from '../exchange.ts';
import { parseJsonPath, select } from './json-path.ts';
import type { Resolver, Variables } from './parse-expression.ts';
import { truncatedJson } from './truncated-json.ts';

/** What a request's mapping can name. A variable of the context is made of letters, digits, `.` and `_`. */
export const requestVariables: Variables<Exchange> = (name) => {
  if (name.startsWith('request.')) return ofRequest(name.slice('request.'.length));
  return ofSurroundings(name);
};

/** What requests and responses have in common. */
export const ofSurroundings: Variables<Exchange> = (name) => {
  if (name.startsWith('context.')) return contextVariable(name.slice('context.'.length));
  const [, key] = /^stageVariables\.(\w+)$/.exec(name) ?? [];
  if (key === undefined) return undefined;
  return ({ stage }) => (stage.variables && Object.hasOwn(stage.variables, key) ? stage.variables[key] : undefined);
};

function ofRequest(name: string): Resolver<Exchange> | undefined {
  if (name === 'path') return ({ path }) => path;
  if (name.startsWith('body')) return ofBody(name.slice('body'.length));
  const [, place, key] = /^(header|querystring|path)\.([^\s{}]+)$/.exec(name) ?? [];
  if (place === undefined || key === undefined) return undefined;
  if (place === 'header') return header(key.toLowerCase());
  return place === 'path' ? ({ pathParameters }) => pathParameters[key] : ({ request }) => request.query?.[key];
}

function header(name: string): Resolver<Exchange> {
  if (name !== 'cookie') return ({ request }) => request.headers[name];
  return ({ request }) => (request.cookies.length > 0 ? request.cookies.join('; ') : undefined);
}

/** The body as text: what becomes of bytes that are not UTF-8 is not documented. */
function ofBody(pathText: string): Resolver<Exchange> | undefined {
  const path = parseJsonPath(pathText);
  if (!path) return undefined;
  if (path.length === 0) return ({ request }) => request.body?.toString('utf8');
  return ({ request }) => (request.body ? select(truncatedJson(request.body), path) : undefined);
}
