import { Tracer } from '@aws-lambda-powertools/tracer';

/**
 * The only module that imports the X-Ray SDK. The bundle replaces the SDK's `cls-hooked` by
 * `cls-on-async-local-storage.ts`: the original hooks every promise of the process.
 * HTTP calls are not captured globally: that would patch node:http for the AWS SDK too.
 */
export const tracer = new Tracer({ captureHTTPsRequests: false });
