import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeError } from './describe-error.ts';

export type Handler = (event: unknown, context: object) => unknown;

/** Loads `folder/module.export.path` from the artifact, as the runtime does, and fails with the runtime's errors. */
export async function loadHandler(taskRoot: string, handler: string): Promise<Handler> {
  const [, modulePath, exportPath] = handler.match(/^((?:.*\/)?[^./]+)\.(.+)$/) ?? [];
  if (modulePath === undefined || exportPath === undefined || handler.includes('..')) {
    throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  }
  const exported = lookUp(await importModule(taskRoot, modulePath), exportPath);
  if (exported === undefined) throw new RuntimeError('HandlerNotFound', `${handler} is undefined or not exported`);
  if (!isFunction(exported)) throw new RuntimeError('HandlerNotFound', `${handler} is not a function`);
  if (exported.length >= 3) throw new RuntimeError('CallbackHandlerDeprecated', callbacksAreGone);
  return exported;
}

const callbacksAreGone =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to ' +
  'modify this function to use a supported handler signature to use Node.js 24 or later. For more information see ' +
  'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

async function importModule(taskRoot: string, modulePath: string): Promise<unknown> {
  const file = ['.js', '.mjs', '.cjs'].map((ending) => join(taskRoot, modulePath + ending)).find(existsSync);
  if (file === undefined) {
    throw new RuntimeError('ImportModuleError', `Error: Cannot find module '${modulePath}'`);
  }
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeError('UserCodeSyntaxError', String(error));
    if (isMissingModule(error)) throw new RuntimeError('ImportModuleError', String(error));
    throw error;
  }
}

/** A CommonJS module's exports may be seen under `default` only. */
function lookUp(module: unknown, exportPath: string): unknown {
  return follow(module, exportPath) ?? follow(follow(module, 'default'), exportPath);
}

function follow(from: unknown, path: string): unknown {
  const step = (at: unknown, key: string) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined);
  return path.split('.').reduce(step, from);
}

function isFunction(value: unknown): value is Handler {
  return typeof value === 'function';
}

function isMissingModule(error: unknown): boolean {
  const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}
