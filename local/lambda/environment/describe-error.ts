import { types } from 'node:util';
import type { ErrorDescription } from './messages.ts';

/** What the Node.js runtime client reports of something thrown (aws-lambda-nodejs-runtime-interface-client, Errors.js). */
export function describeError(thrown: unknown): ErrorDescription {
  if (isErrorLike(thrown)) {
    return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
}

/** An error of the runtime itself. Its name begins with `Runtime.`, as in Lambda's own messages. */
export class RuntimeError extends Error {
  override readonly name: string;
  constructor(name: string, message: string) {
    super(message);
    this.name = `Runtime.${name}`;
  }
}

/** What the runtime writes behind "Invoke Error" and the like: a tab, then the error's fields, its own included. */
export function formatError(thrown: unknown): string {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name: errorType, message: errorMessage, stack } = error;
  const fields = { errorType, errorMessage, ...error, stack: stack?.split('\n') };
  try {
    return `\t${JSON.stringify(fields)}`;
  } catch {
    return `\t${JSON.stringify(describeError(error))}`;
  }
}

function isErrorLike(thrown: unknown): thrown is Error {
  if (types.isNativeError(thrown)) return true;
  if (typeof thrown !== 'object' || thrown === null) return false;
  return ['name', 'message', 'stack'].every((key) => typeof Reflect.get(thrown, key) === 'string');
}
