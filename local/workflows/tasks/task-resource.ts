import type { State } from '../definition/definition.ts';

/** What a Task state runs: Lambda's `Invoke` with all that belongs to it, or just a function. */
export type TaskResource = { kind: 'invoke' } | { kind: 'function'; functionArn: string };

const functionArn = /^arn:[^:]+:lambda:[^:]*:\d{12}:function:/;

/** Undefined for a resource that the twin cannot run. */
export function readTaskResource({ Resource: resource }: State): TaskResource | undefined {
  if (resource === 'arn:aws:states:::lambda:invoke') return { kind: 'invoke' };
  if (typeof resource === 'string' && functionArn.test(resource)) return { kind: 'function', functionArn: resource };
  return undefined;
}
