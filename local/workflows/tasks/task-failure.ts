/** A failed task. The engine matches `name` with ErrorEquals and hands `message` on as the Cause. */
export class TaskFailure extends Error {
  override readonly name: string;
  /** The engine asks for these. */
  readonly isRetryable: boolean;
  readonly isCatchable: boolean;

  constructor(error: string, cause: string, { isTerminal = false } = {}) {
    super(cause);
    this.name = error;
    this.isRetryable = !isTerminal;
    this.isCatchable = !isTerminal;
  }
}

/** How Step Functions words an error that Lambda itself answered with (measured: a function that does not exist). */
export function serviceFailure(code: string, message: string, status: number, requestId: string): TaskFailure {
  const details = `Service: AWSLambda; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null`;
  return new TaskFailure(`Lambda.${code}`, `${message} (${details})`);
}
