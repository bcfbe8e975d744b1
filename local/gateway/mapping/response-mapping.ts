import type { Answer, AnswerHeaders } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import { isHeaderValue, isToken } from '../header-syntax.ts';
import { parseJsonPath, select } from './json-path.ts';
import { InvalidExpression, parseExpression, type Resolver, type Variables } from './parse-expression.ts';
import { ofSurroundings } from './request-variables.ts';
import { isReservedHeader } from './reserved-headers.ts';
import { truncatedJson } from './truncated-json.ts';

/** By status code: what to change in an integration's answer. */
export type ResponseParameters = Record<string, readonly { Destination: string; Source: string }[]>;

export type MapResponse = (exchange: Exchange, answer: Answer) => Answer;

interface Scope {
  exchange: Exchange;
  answer: Answer;
}

type Change = (scope: Scope, changed: Answer) => Answer;

/**
 * Changes status and headers of an integration's answer; its body cannot be changed. All values are read from the answer
 * as it came. A change whose value does not resolve, or makes no valid header or status, is left out: AWS does not say.
 * Throws InvalidExpression for what CreateIntegration refuses.
 */
export function parseResponseMapping(parameters: ResponseParameters): MapResponse {
  const byStatus = new Map(
    Object.entries(parameters).map(([status, list]) => [checkStatus(status), list.map(parseChange)]),
  );
  return (exchange, answer) => {
    const changes = byStatus.get(answer.status) ?? [];
    return changes.reduce((changed, change) => change({ exchange, answer }, changed), answer);
  };
}

function parseChange({ Destination, Source }: { Destination: string; Source: string }): Change {
  if (Destination === 'overwrite:statuscode') return changeStatus(parseExpression(Source, responseVariables));
  const [, verb, name] = /^(append|overwrite|remove):header\.(.+)$/.exec(Destination) ?? [];
  if (verb === undefined || name === undefined || !isToken(name) || isReservedHeader(name))
    throw new InvalidExpression(`Invalid mapping destination specified: ${Destination}`);
  const header = name.toLowerCase();
  if (verb === 'remove') return (_scope, changed) => ({ ...changed, headers: without(changed.headers, header) });
  return changeHeader(header, verb === 'append', parseExpression(Source, responseVariables));
}

function changeStatus(resolve: Resolver<Scope>): Change {
  return (scope, changed) => {
    const status = resolve(scope) ?? '';
    return /^[2-5]\d\d$/.test(status) ? { ...changed, status: Number(status) } : changed;
  };
}

function changeHeader(header: string, append: boolean, resolve: Resolver<Scope>): Change {
  return (scope, changed) => {
    const value = resolve(scope);
    if (value === undefined || !isHeaderValue(value)) return changed;
    const before = append ? [changed.headers[header] ?? []].flat() : [];
    return { ...changed, headers: { ...changed.headers, [header]: before.length > 0 ? [...before, value] : value } };
  };
}

function without(headers: AnswerHeaders, name: string): AnswerHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([header]) => header !== name));
}

const responseVariables: Variables<Scope> = (name) => {
  const [, header] = /^response\.header\.(\S+)$/.exec(name) ?? [];
  if (header !== undefined) return ({ answer }) => one(answer.headers[header.toLowerCase()]);
  if (name.startsWith('response.body')) return ofBody(name.slice('response.body'.length));
  const resolve = ofSurroundings(name);
  return resolve && (({ exchange }) => resolve(exchange));
};

function ofBody(pathText: string): Resolver<Scope> | undefined {
  const path = parseJsonPath(pathText);
  if (!path || path.length === 0) return undefined;
  return ({ answer }) => select(truncatedJson(answer.body), path);
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value;
}

function checkStatus(text: string): number {
  if (!/^[2-5]\d\d$/.test(text)) throw new InvalidExpression(`Invalid status code specified: ${text}`);
  return Number(text);
}
