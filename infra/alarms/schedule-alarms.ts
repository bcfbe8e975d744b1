import { logicalIdIn, ref, resourcesOf, type Template } from '../template.ts';
import type { Alarm } from './alarm.ts';

/** A schedule that no longer runs fails in silence: only the missing runs tell. */
export function scheduleAlarms(template: Template): Alarm[] {
  return resourcesOf<{ ScheduleExpression: string; Targets: unknown }>(template, 'AWS::Events::Rule').flatMap(
    ([ruleId, rule]) => {
      const functionId = logicalIdIn(rule.Targets);
      if (!functionId) throw new Error(`The rule ${ruleId} runs no function`);
      const subject = functionId.replace(/LambdaFunction$/, '');
      return {
        kind: 'schedule-stopped',
        subject,
        means: `${subject} should run at ${rule.ScheduleExpression} and does not. Payments that get stuck stay stuck.`,
        first: 'see whether the EventBridge rule is enabled, then whether the function is throttled.',
        watch: {
          namespace: 'AWS/Lambda',
          name: 'Invocations',
          dimensions: { FunctionName: ref(functionId) },
          statistic: 'Sum',
        },
        threshold: { below: 1 },
        breaching: { periods: 5, of: 5 },
        missing: 'breaching',
      } satisfies Alarm;
    },
  );
}
