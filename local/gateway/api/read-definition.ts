import type { z } from 'zod';
import type { Resource } from '../../template/stack.ts';
import { GatewayConfigError } from '../config-error.ts';

/** A resource's properties in the form that the twin works with; a GatewayConfigError names the one that is wrong. */
export function readDefinition<Definition>(definition: z.ZodType<Definition>, resource: Resource): Definition {
  const { success, data, error } = definition.safeParse(resource.properties);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new GatewayConfigError(resource.logicalId, problems.join('; '));
}
