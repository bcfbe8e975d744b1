import { setTimeout as pause } from 'node:timers/promises';
import type { Faults } from '../faults.ts';
import type { Iam } from '../iam/iam.ts';
import { authorize, permissionsOf } from './authorize.ts';
import type { Caller, Input, Service } from './service.ts';
import { failureOf, throttlingOf } from './service-errors.ts';

/** The work was done, and a fault says that nobody hears of it. */
export class ResponseLost extends Error {
  override readonly name = 'ResponseLost';
}

export interface Request {
  service: Service;
  operation: string;
  input: Input;
  caller: Caller;
}

export type Guard = <T>(request: Request, work: () => Promise<T>) => Promise<T>;

/** What stands before every call: the caller's rights, then whatever fault was ordered for it. */
export function createGuard({ iam, faults }: { iam: Iam; faults: Faults }): Guard {
  return async ({ service, operation, input, caller: { roleArn } }, work) => {
    const permissions = permissionsOf(service, operation, input);
    authorize(iam, roleArn, permissions);
    const resources = permissions.map(({ resource }) => resource);
    const fault = faults.strike({ at: 'aws-call', action: `${service.iamPrefix}:${operation}`, resources, roleArn });
    if (fault?.do === 'fail') throw failureOf(service.iamPrefix);
    if (fault?.do === 'throttle') throw throttlingOf(service.iamPrefix);
    if (fault?.do === 'delay') await pause(fault.ms);
    const result = await work();
    if (fault?.do === 'drop-response') throw new ResponseLost(`the answer of ${operation} is lost`);
    return result;
  };
}
