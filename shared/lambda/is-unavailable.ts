/** The names that AWS services give to "too much at once"; their status is 400. */
const throttling = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
]);

/** True when an AWS service that we need gave no answer, or said "not now": the same call may well pass later. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error) || !isSdkError(error)) return false;
  const status = error.$metadata.httpStatusCode;
  return status === undefined || status >= 500 || throttling.has(error.name);
}

/** The SDK puts `$metadata` on whatever a call fails with; without an answer it holds no status. */
function isSdkError(error: Error): error is Error & { $metadata: { httpStatusCode?: number } } {
  return '$metadata' in error && typeof error.$metadata === 'object' && error.$metadata !== null;
}
