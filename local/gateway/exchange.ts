import type { Api, Route, Stage } from './api/api.ts';
import type { Authorization } from './authorizer/authorization.ts';
import type { Request } from './request/read-request.ts';

/** One request on its way through the gateway, and what has become of it so far. */
export interface Exchange {
  requestId: string;
  /** Milliseconds since 1970. */
  receivedAtMs: number;
  request: Request;
  api: Api;
  stage: Stage;
  /** Without the stage's name. */
  path: string;
  /** Absent when no route takes the request. */
  route?: Route;
  pathParameters: Record<string, string>;
  authorization?: Authorization;
  integration?: IntegrationRecord;
  /** Present once the answer is on its way. */
  outcome?: { status: number; bytes: number; latencyMs: number; gatewayError: string | undefined };
}

/** What is known about the work behind a route. */
export interface IntegrationRecord {
  latencyMs: number;
  /** What the function or service answered, before any mapping. */
  status?: number;
  /** What Lambda itself answered, where a function's answer has a status of its own. */
  serviceStatus?: number;
  requestId?: string;
  error?: string;
}
