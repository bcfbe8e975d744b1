import { describe, expect, test } from '@jest/globals';
import aslValidator from 'asl-validator';
import { arnOf, packages, propertiesOf } from './support/packages.ts';

interface StateMachine {
  StateMachineType: string;
  Definition: { States: States };
  DefinitionSubstitutions: Record<string, string>;
  LoggingConfiguration: { Level: string; IncludeExecutionData: boolean };
}
type States = Record<string, State>;
interface State {
  Type: string;
  Parameters: { FunctionName: string };
  Next?: string;
  TimeoutSeconds: number;
  Retry: { ErrorEquals: string[] }[];
  ItemProcessor?: { States: States };
}

describe.each(await packages())('the state machines of $stage', (deployed) => {
  const machines = Object.entries(propertiesOf<StateMachine>(deployed, 'AWS::StepFunctions::StateMachine'));
  const functions = propertiesOf<{ Timeout: number }>(deployed, 'AWS::Lambda::Function');
  const timeouts = Object.fromEntries(
    Object.entries(functions).map(([logicalId, { Timeout }]) => [arnOf(deployed, logicalId), Timeout]),
  );

  test('there is one, for payment batches', () => {
    expect(machines.map(([name]) => name)).toEqual(['PaymentBatchStateMachine']);
  });

  describe.each(machines)('%s', (_, machine) => {
    const definition = substituted(machine);
    const tasks = statesIn(definition.States).filter(({ Type }) => Type === 'Task');

    test('is valid Amazon States Language', () => {
      expect(aslValidator(definition, { checkPaths: true, checkArn: false }).errors).toEqual([]);
    });

    test('leaves no placeholder open', () => {
      expect(JSON.stringify(definition)).not.toContain('${');
    });

    test('runs the three functions made for it', () => {
      expect(new Set(tasks.map(({ Parameters }) => Parameters.FunctionName))).toEqual(
        new Set(
          ['OpenBatch', 'CreateBatchPayment', 'CloseBatch'].map((key) => arnOf(deployed, `${key}LambdaFunction`)),
        ),
      );
    });

    test('waits longer for a task than its function runs', () => {
      for (const task of tasks)
        expect(task.TimeoutSeconds).toBeGreaterThan(timeouts[task.Parameters.FunctionName] ?? NaN);
    });

    test('tries every task again before it gives up: without Retry the first error is the last [E]', () => {
      for (const task of tasks) expect(task.Retry.map(({ ErrorEquals }) => ErrorEquals)).toContainEqual(['States.ALL']);
    });

    test('has no Fail state: a redrive would enter it again, and fail again [E]', () => {
      expect(statesIn(definition.States).map(({ Type }) => Type)).not.toContain('Fail');
    });

    test('completes after a second pass only if that was the last look, which no incomplete batch gets through', () => {
      const { FinishPayments, CloseAgain } = definition.States;
      expect(FinishPayments?.Next).toBe('CloseAgain');
      expect(CloseAgain).toMatchObject({ Parameters: { Payload: { isLastLook: true } }, Next: 'Completed' });
      expect(CloseAgain).not.toHaveProperty('Catch');
    });

    test('is of the standard type, which starts an execution name once only [E]', () => {
      expect(machine.StateMachineType).toBe('STANDARD');
    });

    test('logs its failures and never the account numbers inside its data', () => {
      expect(machine.LoggingConfiguration).toMatchObject({ Level: 'ERROR', IncludeExecutionData: false });
    });
  });
});

/** As CloudFormation does it: each `${name}` of the definition's text. */
function substituted({ Definition, DefinitionSubstitutions }: StateMachine): StateMachine['Definition'] {
  const text = JSON.stringify(Definition).replace(
    /\$\{(\w+)\}/g,
    (open, name) => DefinitionSubstitutions[name] ?? open,
  );
  return JSON.parse(text);
}

function statesIn(states: States): State[] {
  return Object.values(states).flatMap((state) => [state, ...statesIn(state.ItemProcessor?.States ?? {})]);
}
