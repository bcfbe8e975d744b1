import type { PlacedState } from '../definition/list-states.ts';
import { readTaskResource, type TaskResource } from '../tasks/task-resource.ts';

/** Takes down how one attempt of a task ends. What comes after its end, such as a late answer, is not taken down. */
export interface TaskRecord {
  succeeded(output: unknown): void;
  failed(error: string, cause: string): void;
  timedOut(): void;
}

type Write = (type: string, details?: Record<string, unknown>) => void;

/** Writes that a task is scheduled and started. A plain function has events of its own, as on AWS. */
export function recordTask({ state }: PlacedState, region: string, input: unknown, write: Write): TaskRecord {
  const resource = readTaskResource(state);
  const timeout = state.TimeoutSeconds === undefined ? {} : { timeoutInSeconds: state.TimeoutSeconds };
  if (resource?.kind === 'function') {
    const details = { input: JSON.stringify(input), inputDetails, resource: resource.functionArn, ...timeout };
    write('LambdaFunctionScheduled', details);
    write('LambdaFunctionStarted');
  } else {
    write('TaskScheduled', { parameters: JSON.stringify(input), region, ...identityOf(resource), ...timeout });
    write('TaskStarted', identityOf(resource));
  }
  return endOf(resource, write);
}

const inputDetails = { truncated: false };

function endOf(resource: TaskResource | undefined, write: Write): TaskRecord {
  const isFunction = resource?.kind === 'function';
  let isOpen = true;
  const end = (how: string, details: Record<string, unknown>) => {
    if (!isOpen) return;
    isOpen = false;
    if (isFunction) write(`LambdaFunction${how}`, details);
    else write(`Task${how}`, { ...details, ...identityOf(resource) });
  };
  return {
    succeeded: (output) => end('Succeeded', { output: JSON.stringify(output), outputDetails: { truncated: false } }),
    failed: (error, cause) => end('Failed', { error, cause }),
    timedOut: () => end('TimedOut', { error: 'States.Timeout' }),
  };
}

function identityOf(resource: TaskResource | undefined): { resource: string; resourceType: string } {
  return resource ? { resource: 'invoke', resourceType: 'lambda' } : { resource: 'unknown', resourceType: 'unknown' };
}
