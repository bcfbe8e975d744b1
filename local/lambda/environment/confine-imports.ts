import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * Lets code import Node's own modules and files of its artifact only. Without it a package that was left out of the
 * bundle would be found in the project's node_modules, and the function would work here and fail on AWS.
 */
export function confineImports(taskRoot: string): void {
  const root = `${pathToFileURL(taskRoot).href}/`;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      if (!resolved.url.startsWith('file:') || resolved.url.startsWith(root)) return resolved;
      throw Object.assign(new Error(`Cannot find package '${specifier}' in the artifact, at ${resolved.url}`), {
        code: 'ERR_MODULE_NOT_FOUND',
      });
    },
  });
}
