import type { State } from './definition/definition.ts';
import { isOversize } from './limits.ts';
import { TaskFailure } from './tasks/task-failure.ts';

/** What a state, or the resource of a task, fails with when its data is larger than 256 KB. */
export function dataLimitExceeded(label: string): { error: string; cause: string } {
  const cause = `The state/task '${label}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  return { error: 'States.DataLimitExceeded', cause };
}

/** Throws a TaskFailure that States.ALL does not match and its own name does (AWS: Error handling in Step Functions). */
export function refuseOversize(value: unknown, label: string, { Retry, Catch }: State): void {
  if (!isOversize(JSON.stringify(value) ?? '')) return;
  const { error, cause } = dataLimitExceeded(label);
  const isNamed = JSON.stringify([Retry, Catch]).includes(`"${error}"`);
  throw new TaskFailure(error, cause, { isTerminal: !isNamed });
}
