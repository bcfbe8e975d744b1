/** What API Gateway allows (AWS: Quotas for configuring and running an HTTP API; Amazon API Gateway quotas). */
export interface Limits {
  /** Request line and all header values together. */
  headBytes: number;
  bodyBytes: number;
  authorizerTimeoutMs: number;
  /** Of one authorizer; the least recently used goes first. AWS names no number. */
  cachedAuthorizations: number;
  /** Of the account, over all its APIs. */
  requestsPerSecond: number;
  burst: number;
}

export const awsLimits: Limits = {
  headBytes: 10_240,
  bodyBytes: 10 * 1024 * 1024,
  authorizerTimeoutMs: 10_000,
  cachedAuthorizations: 10_000,
  requestsPerSecond: 10_000,
  burst: 5_000,
};
