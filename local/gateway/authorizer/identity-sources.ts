import type { Exchange } from '../exchange.ts';
import { InvalidExpression, parseExpression } from '../mapping/parse-expression.ts';
import { requestVariables } from '../mapping/request-variables.ts';

/** The values of all sources, in their order; undefined when one is missing or empty. */
export type Identify = (exchange: Exchange) => string[] | undefined;

const form = /^\$(request\.header|request\.querystring|context|stageVariables)\.\S+$/;

/** Throws InvalidExpression for what CreateAuthorizer refuses, such as a value of the body. */
export function parseIdentitySources(sources: readonly string[]): Identify {
  const resolvers = sources.map((source) => {
    if (!form.test(source)) throw new InvalidExpression(`Invalid identity source specified: ${source}`);
    return parseExpression(source, requestVariables);
  });
  return (exchange) => {
    const values: string[] = [];
    for (const resolve of resolvers) {
      const value = resolve(exchange);
      if (!value) return undefined;
      values.push(value);
    }
    return values;
  };
}
