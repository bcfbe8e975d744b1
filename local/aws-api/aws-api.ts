import type { Input } from './service.ts';

/** Every AWS API of the twin: over HTTP for SDK clients, and in process for parts of the twin that act for a role. */
export interface AwsApi {
  url: string;
  /** The same way as over HTTP: rights are checked and faults strike. Throws an AwsError. `service` is the IAM prefix. */
  call(
    roleArn: string | undefined,
    service: string,
    operation: string,
    input: Input,
    signal?: AbortSignal,
  ): Promise<unknown>;
  stop(): Promise<void>;
}
