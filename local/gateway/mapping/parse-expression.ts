/** Reads a value for one request or response; undefined when it is not there. */
export type Resolver<Scope> = (scope: Scope) => string | undefined;

/** The variables that a kind of expression can name: `request.header.x`, `context.requestId`; undefined for any other. */
export type Variables<Scope> = (name: string) => Resolver<Scope> | undefined;

export class InvalidExpression extends Error {
  override readonly name = 'InvalidExpression';
}

const braced = /\$\{([^}]*)\}/g;

/**
 * The mapping language of HTTP APIs (AWS: Transform API requests and responses for HTTP APIs): a whole value
 * `$request.body`, static text, or text with variables in braces. Values are put in as they are, without any escaping. An
 * expression resolves only if all its variables do.
 */
export function parseExpression<Scope>(text: string, variables: Variables<Scope>): Resolver<Scope> {
  if (text.startsWith('$') && !text.startsWith('${')) return variableOf(text.slice(1), text, variables);
  const parts = text.split(braced);
  if (parts.some((part, index) => index % 2 === 0 && part.includes('${'))) throw invalid(text);
  // Odd parts are what stood in braces.
  const resolvers = parts.map((part, index) => (index % 2 === 0 ? () => part : variableOf(part, text, variables)));
  return (scope) => concatenate(resolvers.map((resolve) => resolve(scope)));
}

function variableOf<Scope>(name: string, text: string, variables: Variables<Scope>): Resolver<Scope> {
  const resolver = variables(name);
  if (!resolver) throw invalid(text);
  return resolver;
}

function concatenate(values: (string | undefined)[]): string | undefined {
  return values.includes(undefined) ? undefined : values.join('');
}

function invalid(text: string): InvalidExpression {
  return new InvalidExpression(`Invalid selection expression specified: ${text}`);
}
