import { join } from 'node:path';
import type { Service } from '../aws-api/service.ts';
import type { Observer } from '../observer.ts';
import type { Resource, Stack } from '../template/stack.ts';
import { createWorkflowService } from './create-service.ts';
import { adaptDefinition } from './definition/adapt-definition.ts';
import { listGaps } from './definition/list-gaps.ts';
import { listStates } from './definition/list-states.ts';
import { createEngineMachine } from './engine.ts';
import { createExecutions } from './executions.ts';
import { noJournal, openJournal } from './journal.ts';
import { readStateMachine } from './read-state-machine.ts';
import { createRuns } from './runs.ts';
import type { RunnableMachine } from './start-run.ts';
import type { FunctionCaller } from './tasks/invoke-function.ts';

export { honoured } from './honoured.ts';

export interface WorkflowsOptions extends Pick<FunctionCaller, 'functions' | 'iam'> {
  stack: Stack;
  observe: Pick<Observer, 'metric' | 'notice'>;
  /** Where executions survive a restart; without it they go with the process. */
  dataDir?: string | undefined;
  now?: () => number;
}

export interface Workflows {
  service: Service;
  /**
   * Runs what a former twin left unfinished again, each from its start under its own name and start time; how many.
   * To be called when all that the functions need is up. Tasks must be idempotent, as they must on AWS.
   */
  resume(): number;
  stop(): Promise<void>;
}

/** The stack's state machines. */
export async function startWorkflows(options: WorkflowsOptions): Promise<Workflows> {
  const { stack, observe, dataDir, now = Date.now, functions, iam } = options;
  const machines = new Map<string, RunnableMachine>();
  for (const resource of stack.ofType('AWS::StepFunctions::StateMachine')) {
    const machine = prepare(resource);
    machines.set(machine.arn, machine);
    for (const gap of gapsOf(machine)) observe.notice(`State machine ${machine.name}: ${gap}`);
  }
  const journal = dataDir === undefined ? noJournal : openJournal(join(dataDir, 'workflows'), now);
  const executions = createExecutions(journal, now);
  const runs = createRuns({ executions, functions, iam, observe, now });
  return {
    service: createWorkflowService({ machines, executions, runs, now, createdMs: now() }),
    resume() {
      const left = executions.running().filter(({ stateMachineArn }) => machines.has(stateMachineArn));
      for (const execution of left) {
        const machine = machines.get(execution.stateMachineArn);
        executions.countRerun(execution);
        if (machine) runs.start(machine, execution);
      }
      return left.length;
    },
    async stop() {
      await runs.abandon();
      journal.close();
    },
  };
}

function prepare(resource: Resource): RunnableMachine {
  try {
    const machine = readStateMachine(resource);
    const engine = createEngineMachine(machine.definition, adaptDefinition(machine.definition));
    return { ...machine, engine, states: listStates(machine.definition) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`State machine ${resource.logicalId} cannot be run: ${reason}`, { cause: error });
  }
}

function gapsOf({ type, definition }: RunnableMachine): string[] {
  const ofType = type === 'EXPRESS' ? ['it is an express workflow and runs as a standard one.'] : [];
  return [...ofType, ...listGaps(definition)];
}
