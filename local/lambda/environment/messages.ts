/** What passes between the twin and a function's environment (a worker thread). Events and payloads travel as JSON text. */

/** Given to the worker when it starts. */
export interface EnvironmentData {
  /** The unpacked artifact, `/var/task` on AWS. */
  taskRoot: string;
  /** `path/module.export`, as in the template. */
  handler: string;
}

export interface InvokeMessage {
  requestId: string;
  event: string;
  deadlineMs: number;
  invokedFunctionArn: string;
  traceId: string;
}

export type EnvironmentMessage =
  | { kind: 'ready' }
  | { kind: 'log'; text: string }
  | { kind: 'returned'; payload: string; memoryBytes: number }
  | { kind: 'failed'; error: ErrorDescription; memoryBytes: number }
  /** The environment exits right after it: initialization failed, or an error that nobody caught. */
  | { kind: 'crashed'; error: ErrorDescription };

/** The payload of a failed invocation. */
export interface ErrorDescription {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}
