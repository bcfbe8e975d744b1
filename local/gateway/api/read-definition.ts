import type { z } from 'zod';
import type { Resource } from '../../template/stack.ts';
import { GatewayConfigError } from '../config-error.ts';

/** A resource's properties in the form that the twin works with; a GatewayConfigError names the one that is wrong. */
export function readDefinition<T extends z.ZodType>(definition: T, resource: Resource): z.infer<T> {
  const { data, error } = definition.safeParse(resource.properties);
  if (error === undefined) return data as z.infer<T>;
  const [issue] = error.issues;
  throw new GatewayConfigError(resource.logicalId, `${issue?.path.join('.')}: ${issue?.message}`);
}
