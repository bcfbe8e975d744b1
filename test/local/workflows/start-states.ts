import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
  type StartExecutionCommandInput,
} from '@aws-sdk/client-sfn';
import { AwsError } from '../../../local/aws-error.ts';
import { createIam } from '../../../local/iam/create-iam.ts';
import { failure, type Invocation, type Outcome } from '../../../local/lambda/invocation.ts';
import type { MetricDatum } from '../../../local/observer.ts';
import { startWorkflows, type Workflows } from '../../../local/workflows/start-workflows.ts';
import type { FunctionCaller } from '../../../local/workflows/tasks/invoke-function.ts';
import { eventually } from '../../support/eventually.ts';
import { roleAllowing, serveStack } from '../aws-api/serve-stack.ts';

/** A function of a test: takes the event, gives its answer or how the invocation ended. */
export type FakeFunction = (event: never) => unknown;

export interface StatesOptions {
  functions?: Record<string, FakeFunction>;
  dataDir?: string;
  now?: () => number;
  /** What the state machine's role may do. */
  rights?: { Action: string | string[]; Resource: unknown }[];
  properties?: Record<string, unknown>;
}

const functionArn = (name: string) => `arn:aws:lambda:eu-central-1:000000000000:function:${name}`;

/** A state machine behind the AWS API, and short forms of what every test does with it. */
export async function startStates(definition: Record<string, unknown>, options: StatesOptions = {}) {
  const { functions = {}, dataDir, now, rights, properties } = options;
  const metrics: MetricDatum[] = [];
  const notices: string[] = [];
  const started: { workflows?: Workflows } = {};
  const resources = {
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'machine',
        Definition: definition,
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        ...properties,
      },
    },
    Role: roleAllowing(...(rights ?? [{ Action: 'lambda:InvokeFunction', Resource: functionArn('*') }])),
  };
  const served = await serveStack(resources, async (stack) => {
    const observe = {
      metric: (datum: MetricDatum) => metrics.push(datum),
      notice: (text: string) => notices.push(text),
    };
    const caller = { functions: fake(functions), iam: createIam(stack) };
    started.workflows = await startWorkflows({ stack, observe, dataDir, now, ...caller });
    return started.workflows;
  });
  const client = new SFNClient(served.client());
  const stateMachineArn = served.resource('Machine').physicalId;
  const describe = (executionArn: string) => client.send(new DescribeExecutionCommand({ executionArn }));
  const it = {
    ...{ client, stateMachineArn, metrics, notices, describe },
    resume: () => started.workflows?.resume(),
    executionArn: (name: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`,
    async start(input?: unknown, name?: string): Promise<string> {
      const given: StartExecutionCommandInput = { stateMachineArn, name };
      if (input !== undefined) given.input = JSON.stringify(input);
      return (await client.send(new StartExecutionCommand(given))).executionArn ?? '';
    },
    ended: (executionArn: string): Promise<DescribeExecutionOutput> =>
      eventually(`the end of ${executionArn}`, async () => {
        const execution = await describe(executionArn);
        return execution.status !== 'RUNNING' && execution;
      }),
    run: async (input?: unknown, name?: string): Promise<DescribeExecutionOutput> =>
      it.ended(await it.start(input, name)),
    async output(input?: unknown): Promise<unknown> {
      const { output, ...rest } = await it.run(input);
      if (output === undefined) throw new Error(`it did not succeed: ${JSON.stringify(rest)}`);
      return JSON.parse(output);
    },
    async history(executionArn: string): Promise<HistoryEvent[]> {
      const command = new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 });
      return (await client.send(command)).events ?? [];
    },
    async stop() {
      client.destroy();
      await served.stop();
    },
  };
  return it;
}

/** How an invocation ended, where a test does not want it to return. */
export class Ended {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    this.outcome = outcome;
  }
}

export const fails = (errorType: string, errorMessage = 'as ordered') => new Ended(failure(errorType, errorMessage));

/** A Task that calls a function through Lambda's Invoke with its whole input. */
export function invoke(name: string, fields: Record<string, unknown> = { End: true }): Record<string, unknown> {
  const Parameters = { FunctionName: functionArn(name), 'Payload.$': '$' };
  return { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters, OutputPath: '$.Payload', ...fields };
}

export function only(state: Record<string, unknown>): Record<string, unknown> {
  return { StartAt: 'Only', States: { Only: state } };
}

function fake(functions: Record<string, FakeFunction>): FunctionCaller['functions'] {
  const nameOf = (nameOrArn: string) => {
    const name = nameOrArn.split(':function:').at(-1) ?? '';
    if (functions[name]) return name;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn(name)}`, 404);
  };
  return {
    describe: (nameOrArn) => ({ ...config, name: nameOf(nameOrArn), arn: functionArn(nameOf(nameOrArn)) }),
    invokeLater: () => 'request-id',
    async invoke(nameOrArn, event): Promise<Invocation> {
      const facts = { requestId: 'request-id', durationMs: 1, coldStart: false };
      const answer = await functions[nameOf(nameOrArn)]?.(event as never);
      if (answer instanceof Ended) return { ...facts, ...answer.outcome };
      return { ...facts, outcome: 'returned', payload: JSON.stringify(answer ?? null) };
    },
  };
}

const config = {
  ...{ handler: 'index.handler', runtime: 'nodejs24.x', memoryMb: 128, timeoutMs: 3000, variables: {} },
  ...{ roleArn: '', logGroup: '', tracesActively: false, reservedConcurrency: undefined, zipFile: '' },
};
