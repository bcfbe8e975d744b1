import type { Answer } from './answer.ts';

/** One AWS service behind the listener. Operations are named as in `X-Amz-Target` and take and give that API's JSON. */
export type Service = Operations & Rights;

interface Operations {
  /** What stands before the dot in `X-Amz-Target`, e.g. `AWSStepFunctions`. */
  targetPrefix: string;
  /** The service's name in IAM actions, e.g. `states`. */
  iamPrefix: string;
  /** Does the work; gives what the API would answer as JSON, or throws an AwsError. */
  call(operation: string, input: Input, caller: Caller): Promise<unknown>;
  /** Instead of `call` for requests over HTTP, where an engine speaks the protocol itself and its answer can stream. */
  forward?(operation: string, body: Buffer, caller: Caller): Promise<Answer>;
  /** Headers that this API adds to an error, e.g. SQS's `x-amzn-query-error`. */
  errorHeaders?(error: { code: string; status: number }): Record<string, string>;
}

/** What a caller's role must allow before an operation is done. */
type Rights =
  | {
      /** The ARNs that an operation touches: `<iamPrefix>:<operation>` is needed on each. None: on `*`. */
      resourcesOf(operation: string, input: Input): string[];
      permissionsOf?: undefined;
    }
  | {
      /** For a service whose operations are not all named like their IAM actions. */
      permissionsOf(operation: string, input: Input): Permission[];
      resourcesOf?: undefined;
    };

export type Input = Record<string, unknown>;

export interface Permission {
  action: string;
  resource: string;
}

export interface Caller {
  /** Absent: the operator. */
  roleArn?: string | undefined;
  requestId: string;
  /** Aborted when the client went away, so that a long poll takes no message for nobody. */
  signal?: AbortSignal | undefined;
}
