// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the mapping language writes variables so
import { describe, expect, test } from '@jest/globals';
import { InvalidExpression, parseExpression } from '../../../../local/gateway/mapping/parse-expression.ts';

type Scope = Record<string, string>;
const variables = (name: string) => (/^request\.\w+$/.test(name) ? (scope: Scope) => scope[name] : undefined);
const evaluate = (text: string, scope: Scope = {}) => parseExpression(text, variables)(scope);

describe('an expression', () => {
  test.each([
    ['a whole value', '$request.a', 'A'],
    ['a whole value in braces', '${request.a}', 'A'],
    ['static text', 'just text', 'just text'],
    ['no text', '', ''],
    ['a variable inside text', 'x-${request.a}-y', 'x-A-y'],
    ['several variables', '${request.a}_${request.b}', 'A_B'],
    ['variables inside JSON', '{"k":{"v":"${request.a}"}}', '{"k":{"v":"A"}}'],
    ['a dollar sign inside text', 'costs 5$ or $5', 'costs 5$ or $5'],
    ['braces inside text', '{a} }', '{a} }'],
  ])('may be %s [C2]', (_what, text, value) => {
    expect(evaluate(text, { 'request.a': 'A', 'request.b': 'B' })).toBe(value);
  });

  test('unverified on AWS: puts values in as they are, so a quote can forge the JSON around it [C2]', () => {
    const forged = evaluate('{"id":"${request.a}","by":"gateway"}', { 'request.a': 'x","by":"me' });
    expect(forged).toBe('{"id":"x","by":"me","by":"gateway"}');
  });

  test('is not evaluated twice: a value that looks like a variable stays as it is', () => {
    expect(evaluate('${request.a}', { 'request.a': '${request.b}', 'request.b': 'B' })).toBe('${request.b}');
  });

  test('resolves only when all its variables do; an empty value is a value [C3]', () => {
    expect(evaluate('${request.a}${request.b}', { 'request.a': 'A' })).toBeUndefined();
    expect(evaluate('$request.a')).toBeUndefined();
    expect(evaluate('$request.a', { 'request.a': '' })).toBe('');
  });
});

describe('an expression is refused when it is parsed', () => {
  test.each([
    ['an unknown variable', '$request'],
    ['a whole value with text after it', '$request.a and more'],
    ['two whole values', '$request.a$request.b'],
    ['an unknown variable in braces', 'x ${nope.a}'],
    ['empty braces', '${}'],
    ['braces that do not close', 'x ${request.a'],
    ['a dollar sign at the start', '$5'],
  ])('with %s [C2]', (_what, text) => {
    expect(() => evaluate(text)).toThrow(InvalidExpression);
  });
});
