import { AwsError } from '../aws-error.ts';

/** The names under which each service says that it failed, or that it is asked too often. Others use Common Errors. */
const names: Record<string, { failure: [code: string, status: number]; throttling: [code: string, status: number] }> = {
  dynamodb: { failure: ['InternalServerError', 500], throttling: ['ProvisionedThroughputExceededException', 400] },
  lambda: { failure: ['ServiceException', 500], throttling: ['TooManyRequestsException', 429] },
  secretsmanager: { failure: ['InternalServiceError', 500], throttling: ['ThrottlingException', 400] },
  sqs: { failure: ['InternalFailure', 500], throttling: ['RequestThrottled', 403] },
};
const common: (typeof names)[string] = {
  failure: ['InternalFailure', 500],
  throttling: ['ThrottlingException', 400],
};

export function failureOf(iamPrefix: string): AwsError {
  const [code, status] = (names[iamPrefix] ?? common).failure;
  return new AwsError(
    code,
    'The request processing has failed because of an unknown error, exception or failure.',
    status,
  );
}

export function throttlingOf(iamPrefix: string): AwsError {
  const [code, status] = (names[iamPrefix] ?? common).throttling;
  return new AwsError(code, 'Rate exceeded', status);
}
