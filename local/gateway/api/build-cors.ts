import type { z } from 'zod';
import type { Resource } from '../../template/stack.ts';
import { GatewayConfigError } from '../config-error.ts';
import type { Cors } from '../cors.ts';
import type { apiDefinition } from './definitions.ts';

type Configuration = NonNullable<z.infer<typeof apiDefinition>['CorsConfiguration']>;

/** Refuses what AWS refuses: credentials for every origin. */
export function buildCors({ logicalId }: Resource, configuration: Configuration): Cors {
  const { AllowCredentials = false, AllowOrigins = [], MaxAge } = configuration;
  if (AllowCredentials && AllowOrigins.includes('*'))
    throw new GatewayConfigError(logicalId, 'CORS credentials cannot go with every origin');
  return {
    allowOrigins: AllowOrigins,
    allowMethods: configuration.AllowMethods ?? [],
    allowHeaders: configuration.AllowHeaders ?? [],
    exposeHeaders: configuration.ExposeHeaders ?? [],
    allowCredentials: AllowCredentials,
    maxAgeSeconds: MaxAge,
  };
}
