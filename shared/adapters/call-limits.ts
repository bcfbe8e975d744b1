/**
 * How long one AWS call may take. Two attempts of two seconds end well inside a function's timeout, so a slow service
 * shows as an error that we answer, not as a function that was killed. Without `throwOnRequestTimeout` the SDK only warns.
 */
export const callLimits = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
};
