import type { Exchange } from '../exchange.ts';
import { InvalidExpression, parseExpression, type Resolver } from '../mapping/parse-expression.ts';
import { requestVariables } from '../mapping/request-variables.ts';
import type { Parameter, Subtype, Values } from './subtype.ts';

/** The values for one request, or why there are none: then nothing may be called. */
export type MapParameters = (exchange: Exchange) => { values: Values } | { error: string };

interface Mapped {
  name: string;
  expression: string;
  resolve: Resolver<Exchange>;
  as: Parameter['as'];
}

/** Throws InvalidExpression for what CreateIntegration refuses: a wrong, missing or unparsable parameter. */
export function parseParameters(given: Record<string, string>, { parameters }: Subtype): MapParameters {
  for (const [name, { required }] of Object.entries(parameters)) {
    if (required && !Object.hasOwn(given, name)) throw new InvalidExpression(`Missing required parameter ${name}`);
  }
  const mapped = Object.entries(given).map(([name, expression]): Mapped => {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (!parameter) throw new InvalidExpression(`Parameter ${name} does not fit schema`);
    return { name, expression, resolve: parseExpression(expression, requestVariables), as: parameter.as };
  });
  return (exchange) => mapAll(mapped, exchange);
}

function mapAll(mapped: readonly Mapped[], exchange: Exchange): ReturnType<MapParameters> {
  const values: Values = {};
  for (const { name, expression, resolve, as } of mapped) {
    const text = resolve(exchange);
    if (text === undefined) return { error: unresolved(name, expression) };
    const value = as === 'text' ? text : parse(text);
    if (value === undefined || (as === 'number' && typeof value !== 'number')) {
      return { error: `Invalid value for parameter ${name}: ${text}` };
    }
    values[name] = value;
  }
  return { values };
}

/** In AWS's words. */
function unresolved(name: string, expression: string): string {
  return `Unable to resolve property ${name} from source ${expression}. Please make sure that the request to API Gateway contains all the necessary fields specified in request parameters.`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
