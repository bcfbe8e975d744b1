import { TemplateError } from './template-error.ts';

/** What the names in a template stand for. */
export interface Scope {
  reference(name: string, path: string): unknown;
  attribute(logicalId: string, attribute: string, path: string): unknown;
  condition(name: string, path: string): boolean;
  mapping(name: string, topKey: string, secondKey: string, path: string): unknown;
}

/** `AWS::NoValue`: the property that has it is left out. */
export const noValue = Symbol('AWS::NoValue');

/** Replaces every intrinsic function in a value. `path` tells where the value stands, for the error. */
export function resolve(value: unknown, scope: Scope, path: string): unknown {
  if (Array.isArray(value)) return resolveList(value, scope, path);
  if (!isRecord(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name !== undefined && others.length === 0) {
    const intrinsic = intrinsics[name];
    if (intrinsic) return intrinsic(value[name], scope, path);
    if (name.startsWith('Fn::')) throw new TemplateError(path, `${name} is not supported`);
  }
  return resolveProperties(value, scope, path);
}

export function resolveText(value: unknown, scope: Scope, path: string): string {
  const resolved = resolve(value, scope, path);
  if (typeof resolved === 'string') return resolved;
  if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
  throw new TemplateError(path, `a text is needed here, not ${JSON.stringify(resolved)}`);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function resolveList(list: unknown[], scope: Scope, path: string): unknown[] {
  return list.map((item, index) => resolve(item, scope, `${path}[${index}]`)).filter((item) => item !== noValue);
}

function resolveProperties(record: Record<string, unknown>, scope: Scope, path: string): Record<string, unknown> {
  const resolved = Object.entries(record).map(
    ([key, value]) => [key, resolve(value, scope, `${path}.${key}`)] as const,
  );
  return Object.fromEntries(resolved.filter(([, value]) => value !== noValue));
}

type Intrinsic = (argument: unknown, scope: Scope, path: string) => unknown;

const intrinsics: Record<string, Intrinsic> = {
  Ref: (argument, scope, path) => scope.reference(String(argument), path),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': substitute,
  'Fn::Join': (argument, scope, path) => {
    const [separator, list] = items(argument, 2, 'Fn::Join', path);
    return texts(list, scope, path).join(resolveText(separator, scope, path));
  },
  'Fn::Select': (argument, scope, path) => {
    const [index, list] = items(argument, 2, 'Fn::Select', path);
    const chosen = resolvedList(list, scope, path)[Number(resolveText(index, scope, path))];
    if (chosen === undefined) throw new TemplateError(path, `Fn::Select: there is no item ${JSON.stringify(index)}`);
    return chosen;
  },
  'Fn::Split': (argument, scope, path) => {
    const [separator, text] = items(argument, 2, 'Fn::Split', path);
    return resolveText(text, scope, path).split(resolveText(separator, scope, path));
  },
  'Fn::If': (argument, scope, path) => {
    const [condition, yes, no] = items(argument, 3, 'Fn::If', path);
    return resolve(scope.condition(String(condition), path) ? yes : no, scope, path);
  },
  'Fn::FindInMap': (argument, scope, path) => {
    const [map = '', top = '', second = ''] = texts(items(argument, 3, 'Fn::FindInMap', path), scope, path);
    return scope.mapping(map, top, second, path);
  },
  'Fn::Base64': (argument, scope, path) => Buffer.from(resolveText(argument, scope, path)).toString('base64'),
  'Fn::ImportValue': (argument, _scope, path) => {
    throw new TemplateError(path, `Fn::ImportValue ${JSON.stringify(argument)}: no other stack exists on the twin`);
  },
};

function getAtt(argument: unknown, scope: Scope, path: string): unknown {
  const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : texts(argument, scope, path);
  if (logicalId === undefined || attribute.length === 0)
    throw new TemplateError(path, `Fn::GetAtt needs a resource and an attribute, not ${JSON.stringify(argument)}`);
  return scope.attribute(logicalId, attribute.join('.'), path);
}

/** `${Name}`, `${Resource.Attribute}`, `${!Literal}`; the second form brings names of its own. */
function substitute(argument: unknown, scope: Scope, path: string): string {
  const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string' || !isRecord(own)) throw new TemplateError(path, 'Fn::Sub needs a text');
  return text.replaceAll(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, inner: string) => {
    const name = inner.trim();
    if (literal) return `\${${inner}}`;
    if (Object.hasOwn(own, name)) return resolveText(own[name], scope, `${path}.${name}`);
    return resolveText(name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, scope, path);
  });
}

function items(argument: unknown, count: number, name: string, path: string): unknown[] {
  if (Array.isArray(argument) && argument.length === count) return argument;
  throw new TemplateError(path, `${name} needs a list of ${count}`);
}

function resolvedList(value: unknown, scope: Scope, path: string): unknown[] {
  const list = resolve(value, scope, path);
  if (Array.isArray(list)) return list;
  throw new TemplateError(path, 'a list is needed here');
}

function texts(value: unknown, scope: Scope, path: string): string[] {
  return resolvedList(value, scope, path).map((item) => resolveText(item, scope, path));
}
