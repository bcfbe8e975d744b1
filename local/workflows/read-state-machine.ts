import { z } from 'zod';
import type { Resource } from '../template/stack.ts';
import type { Definition } from './definition/definition.ts';
import { readDefinition } from './definition/read-definition.ts';

/** An AWS::StepFunctions::StateMachine as the twin runs it. */
export interface StateMachine {
  arn: string;
  name: string;
  roleArn: string;
  region: string;
  type: 'STANDARD' | 'EXPRESS';
  definition: Definition;
  logging: { level: string; includeExecutionData: boolean };
  tracing: { enabled: boolean };
}

/** Defaults are CloudFormation's (AWS::StepFunctions::StateMachine). */
const properties = z.object({
  RoleArn: z.string(),
  StateMachineType: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
  LoggingConfiguration: z
    .object({ Level: z.string().default('OFF'), IncludeExecutionData: z.coerce.boolean().default(false) })
    .default({ Level: 'OFF', IncludeExecutionData: false }),
  TracingConfiguration: z.object({ Enabled: z.coerce.boolean() }).default({ Enabled: false }),
});

export function readStateMachine(resource: Resource): StateMachine {
  const arn = resource.arn ?? resource.physicalId;
  const { RoleArn, StateMachineType, LoggingConfiguration, TracingConfiguration } = properties.parse(
    resource.properties,
  );
  return {
    arn,
    name: arn.split(':').at(-1) ?? '',
    roleArn: RoleArn,
    region: arn.split(':')[3] ?? '',
    type: StateMachineType,
    definition: readDefinition(resource.properties),
    logging: {
      level: LoggingConfiguration.Level,
      includeExecutionData: LoggingConfiguration.IncludeExecutionData,
    },
    tracing: { enabled: TracingConfiguration.Enabled },
  };
}
