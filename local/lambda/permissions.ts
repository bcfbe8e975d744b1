import { z } from 'zod';
import type { Stack } from '../template/stack.ts';
import type { Target } from './targets.ts';

/** An AWS service that invokes on behalf of one of its resources. */
export interface ServiceCaller {
  /** e.g. `events.amazonaws.com` */
  service: string;
  /** e.g. the rule's ARN. */
  sourceArn: string;
}

const properties = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
});

/**
 * Answers from the AWS::Lambda::Permission resources whether a service may invoke. A permission holds for exactly what it
 * is attached to: one on the function does not open its aliases, nor the other way round.
 */
export function createPermissions(stack: Stack): (target: Target, caller: ServiceCaller) => boolean {
  const permissions = stack.ofType('AWS::Lambda::Permission').map((resource) => properties.parse(resource.properties));

  return ({ config, qualifier }, { service, sourceArn }) => {
    const names = [config.name, config.arn].map((name) => (qualifier === undefined ? name : `${name}:${qualifier}`));
    return permissions.some(
      ({ Action, FunctionName, Principal, SourceArn }) =>
        ['lambda:InvokeFunction', 'lambda:*'].includes(Action) &&
        names.includes(FunctionName) &&
        Principal === service &&
        (SourceArn === undefined || likeArn(SourceArn).test(sourceArn)),
    );
  };
}

/** The condition is ArnLike: `*` and `?` are wildcards (AWS: Lambda API, AddPermission). */
function likeArn(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
