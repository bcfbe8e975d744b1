import { AwsError } from '../aws-error.ts';
import type { Iam } from '../iam/iam.ts';
import type { Input, Permission, Service } from './service.ts';

/** The rights that an operation needs. */
export function permissionsOf(service: Service, operation: string, input: Input): Permission[] {
  if (service.permissionsOf) return service.permissionsOf(operation, input);
  const resources = service.resourcesOf(operation, input);
  const action = `${service.iamPrefix}:${operation}`;
  return (resources.length > 0 ? resources : ['*']).map((resource) => ({ action, resource }));
}

/** Throws AccessDeniedException for the first right that the caller's role lacks. */
export function authorize(iam: Iam, roleArn: string | undefined, permissions: Permission[]): void {
  for (const { action, resource } of permissions) {
    if (!iam.allows(roleArn, action, resource)) throw accessDenied(String(roleArn), action, resource);
  }
}

function accessDenied(roleArn: string, action: string, resource: string): AwsError {
  const user = roleArn.replace(/^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/, 'arn:aws:sts::$1:assumed-role/$2/local');
  return new AwsError(
    'AccessDeniedException',
    `User: ${user} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
}
