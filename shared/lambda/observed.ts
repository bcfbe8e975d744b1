import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import { logger } from './logger.ts';
import { publishMetrics } from './metrics.ts';
import { tracer } from './tracer.ts';

/** The Powertools part of every stack, in the order that Powertools asks for. Responses hold personal data: not traced. */
export function observed() {
  return [
    injectLambdaContext(logger, { resetKeys: true }),
    captureLambdaHandler(tracer, { captureResponse: false }),
    publishMetrics(),
  ];
}
