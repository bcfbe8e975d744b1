import { dataLimitExceeded } from './data-limit.ts';
import { executionFacts } from './definition/adapt-definition.ts';
import type { PlacedState } from './definition/list-states.ts';
import type { EngineEvent, EngineMachine, Json } from './engine.ts';
import type { Execution, Outcome } from './execution.ts';
import type { Recorder } from './history/record-run.ts';
import { failed, succeeded } from './outcome-of.ts';
import type { StateMachine } from './read-state-machine.ts';
import type { FunctionCaller } from './tasks/invoke-function.ts';
import { runTask } from './tasks/run-task.ts';

/** A state machine made ready to run. */
export interface RunnableMachine extends StateMachine {
  engine: EngineMachine;
  states: readonly PlacedState[];
}

export interface Run {
  /** Never rejects. Undefined when the run was given up. */
  outcome: Promise<Outcome | undefined>;
  /** Ends it with this outcome; without one it is given up, as if the power had gone. */
  stop(outcome?: Outcome): void;
}

export interface RunOptions {
  machine: RunnableMachine;
  execution: Execution;
  caller: FunctionCaller;
  createRecorder: (onOversize: (stateName: string) => void) => Recorder;
}

/** Runs one execution on the engine. */
export function startRun({ machine, execution, caller, createRecorder }: RunOptions): Run {
  const ended = new AbortController();
  let stopped: { outcome: Outcome | undefined } | undefined;
  const stop = (outcome?: Outcome) => {
    stopped ??= { outcome };
    ended.abort();
    running.abort();
  };
  const recorder = createRecorder((name) => stop({ status: 'FAILED', ...dataLimitExceeded(name) }));
  const runner = { caller, recorder, ended: ended.signal };
  const running = machine.engine.run(JSON.parse(execution.input), {
    context: contextOf(machine, execution),
    overrides: { taskResourceLocalHandlers: handlersOf(machine, (task, input) => runTask(runner, task, input)) },
  });
  const recorded = recordAll(running.eventLogs, recorder);
  const settled = running.result.then(succeeded, failed);
  return {
    stop,
    outcome: settled.then(async (result) => {
      ended.abort();
      await recorded;
      const outcome = stopped ? stopped.outcome : result;
      if (outcome) recorder.end(outcome);
      return outcome;
    }),
  };
}

type Handler = (input: Json) => Promise<Json>;

/** The engine finds the work of a Task by its state's name. */
function handlersOf(
  { states }: RunnableMachine,
  run: (task: PlacedState, input: Json) => Promise<Json>,
): Record<string, Handler> {
  const tasks = states.filter(({ state }) => state.Type === 'Task');
  return Object.fromEntries(tasks.map((task) => [task.name, (input: Json) => run(task, input)]));
}

async function recordAll(events: AsyncGenerator<EngineEvent>, recorder: Recorder): Promise<void> {
  for await (const event of events) recorder.onEvent(event);
}

/** What the definition reads as `$$`. */
function contextOf({ arn, name, roleArn }: StateMachine, execution: Execution): Record<string, unknown> {
  return {
    StateMachine: { Id: arn, Name: name },
    [executionFacts]: {
      Id: execution.arn,
      Input: JSON.parse(execution.input),
      Name: execution.name,
      RoleArn: roleArn,
      StartTime: new Date(execution.startMs).toISOString(),
      RedriveCount: execution.reruns,
    },
  };
}
