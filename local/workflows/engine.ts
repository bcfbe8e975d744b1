import { StateMachine } from 'aws-local-stepfunctions';
import type { Definition } from './definition/definition.ts';
import { readFalsyDocuments } from './read-falsy-documents.ts';

export { ExecutionError, ExecutionTimeoutError } from 'aws-local-stepfunctions';

readFalsyDocuments();

/** The engine that runs definitions. This file is the one place that names its package. */
export type EngineMachine = StateMachine;

/** What the engine tells while it runs. */
export type EngineEvent =
  ReturnType<StateMachine['run']>['eventLogs'] extends AsyncGenerator<infer Event> ? Event : never;

export type Json = Parameters<StateMachine['run']>[0];

/** Throws with every fault of the definition as it was declared, then takes the adapted one as it is. */
export function createEngineMachine(declared: Definition, adapted: Definition): EngineMachine {
  new StateMachine(plain(declared), { validationOptions: { checkArn: false } });
  return new StateMachine(plain(adapted), { validationOptions: { noValidate: true } });
}

/** Untyped: whether it is a definition is for the engine to say. */
function plain(definition: Definition) {
  return JSON.parse(JSON.stringify(definition));
}
