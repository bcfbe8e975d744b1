import { z } from 'zod';
import { pageOf, paging } from '../page.ts';
import { readInput } from '../read-input.ts';
import { type Action, findMachine } from './action.ts';

const listSchema = z.object(paging);
const describeSchema = z.object({ stateMachineArn: z.string() });

export const listStateMachines: Action = (given, { machines, createdMs }) => {
  const numbered = [...machines.values()].map((machine, position) => ({ machine, position }));
  const { items, nextToken } = pageOf(numbered, ({ position }) => position, readInput(listSchema, given));
  const stateMachines = items.map(({ machine: { arn, name, type } }) => {
    return { stateMachineArn: arn, name, type, creationDate: createdMs / 1000 };
  });
  return { stateMachines, nextToken };
};

/** The definition is the template's, not what the engine is given. */
export const describeStateMachine: Action = (given, context) => {
  const machine = findMachine(context, readInput(describeSchema, given).stateMachineArn);
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    status: 'ACTIVE',
    definition: JSON.stringify(machine.definition),
    roleArn: machine.roleArn,
    type: machine.type,
    creationDate: context.createdMs / 1000,
    loggingConfiguration: machine.logging,
    tracingConfiguration: machine.tracing,
  };
};
