/** One run of a state machine, as it is remembered. Times are in milliseconds since 1970. */
export interface Execution {
  arn: string;
  stateMachineArn: string;
  name: string;
  /** JSON, byte for byte as it was given. */
  input: string;
  startMs: number;
  status: Status;
  stopMs?: number;
  /** JSON; of a succeeded one. */
  output?: string;
  error?: string;
  cause?: string;
  /** How often it was run again from the start because the twin had ended before it. */
  reruns: number;
}

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** How an execution ended. */
export type Outcome =
  | { status: 'SUCCEEDED'; output: string }
  | { status: 'FAILED' | 'TIMED_OUT' | 'ABORTED'; error?: string; cause?: string };

/** `arn:…:stateMachine:x` → `arn:…:execution:x:<name>`. */
export function executionArnOf(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}
