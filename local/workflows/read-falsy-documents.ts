import { JSONPath } from 'jsonpath-plus';

type Evaluate = (this: unknown, options: { path: unknown; json: unknown }) => unknown;

/**
 * Mends jsonpath-plus, through which the engine reads paths: in a document that is null, false, 0 or '' it finds nothing,
 * not even the document itself, `$`. A batch whose body is `null` would end otherwise than on AWS.
 */
export function readFalsyDocuments(): void {
  const prototype: { evaluate: Evaluate } = Reflect.get(JSONPath, 'prototype');
  const { evaluate } = prototype;
  prototype.evaluate = function (options) {
    return options.path === '$' ? options.json : evaluate.call(this, options);
  };
}
