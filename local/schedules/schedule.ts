import { z } from 'zod';
import type { Functions } from '../lambda/functions.ts';
import type { Resource } from '../template/stack.ts';
import { parseRate } from './parse-rate.ts';

/** A scheduled AWS::Events::Rule that is on. */
export interface Schedule {
  ruleArn: string;
  intervalMs: number;
  targets: Target[];
}

interface Target {
  functionArn: string;
  /** JSON that stands in for the event. */
  input: unknown;
}

const ruleProperties = z.object({
  ScheduleExpression: z.string(),
  State: z.string().default('ENABLED'),
  Targets: z.array(z.looseObject({ Arn: z.string(), Input: z.string().optional() })).default([]),
});

const honouredOfTargets = ['Arn', 'Id', 'Input'];

/** Reads a rule; undefined when it does nothing here. `notice` hears why, unless the rule says so itself. */
export function readSchedule(
  { logicalId, arn, properties }: Resource,
  functions: Pick<Functions, 'permits'>,
  notice: (text: string) => void,
): Schedule | undefined {
  if (properties.ScheduleExpression === undefined) return undefined;
  const { ScheduleExpression, State, Targets } = ruleProperties.parse(properties);
  if (State !== 'ENABLED') return undefined;
  const intervalMs = parseRate(ScheduleExpression);
  if (intervalMs === undefined || arn === undefined) {
    notice(`${logicalId} never fires: ${ScheduleExpression} is not honoured, only rate() is.`);
    return undefined;
  }
  const problemOf = targetProblems(functions, arn);
  const targets = Targets.filter((target) => {
    const problem = problemOf(target);
    if (problem !== undefined) notice(`${logicalId} does not reach ${target.Arn}: ${problem}.`);
    return problem === undefined;
  });
  return {
    ruleArn: arn,
    intervalMs,
    targets: targets.map(({ Arn, Input }) => ({
      functionArn: Arn,
      input: Input === undefined ? undefined : JSON.parse(Input),
    })),
  };
}

function targetProblems(functions: Pick<Functions, 'permits'>, ruleArn: string) {
  return (target: { Arn: string }): string | undefined => {
    if (!target.Arn.includes(':lambda:')) return 'only functions are honoured as targets';
    const unknown = Object.keys(target).filter((key) => !honouredOfTargets.includes(key));
    if (unknown.length > 0) return `${unknown.join(', ')} of a target is not honoured`;
    const caller = { service: 'events.amazonaws.com', sourceArn: ruleArn };
    return functions.permits(target.Arn, caller) ? undefined : 'no AWS::Lambda::Permission lets EventBridge invoke it';
  };
}
