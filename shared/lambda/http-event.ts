import type { APIGatewayProxyEventV2WithLambdaAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { partnerId } from '../contracts/partner-id.ts';

/** Who calls, as the authorizer established it. Nothing of it ever comes from a body or a header of the caller. */
export const callerContext = z.object({
  partnerId,
  keyId: z.string(),
  scopes: z.string(),
});
export type Caller = z.infer<typeof callerContext>;

/** An HTTP API event, payload 2.0. */
export type HttpEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<Caller>;

export type HttpResponse = APIGatewayProxyStructuredResultV2 & {
  statusCode: number;
  headers: Record<string, string>;
};

/** The caller of an authorized route. Without one the route lacks its authorizer: a defect of ours, so it throws. */
export function callerOf(event: HttpEvent): Caller {
  return callerContext.parse(event.requestContext.authorizer?.lambda);
}
