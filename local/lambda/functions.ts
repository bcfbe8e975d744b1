import type { FunctionConfig } from './function-config.ts';
import type { RestRequest, RestResponse } from './handle-invoke.ts';
import type { Invocation } from './invocation.ts';
import type { ServiceCaller } from './permissions.ts';

/** The stack's Lambda functions, running. */
export interface Functions {
  /**
   * Invokes and waits, like `Invoke` with `RequestResponse`. A failing function is an outcome; an unknown one is an
   * AwsError (ResourceNotFoundException), and so is an event over 6 MB (RequestTooLargeException).
   */
  invoke(nameOrArn: string, event: unknown, options?: InvokeOptions): Promise<Invocation>;
  /** Queues the event and returns its request id, like `Invoke` with `Event`: failures are retried, nobody hears of them. */
  invokeLater(nameOrArn: string, event: unknown): string;
  /** Whether a resource-based permission lets an AWS service invoke the function, as API Gateway and EventBridge need. */
  permits(nameOrArn: string, caller: ServiceCaller): boolean;
  names(): string[];
  /** Throws ResourceNotFoundException. */
  describe(nameOrArn: string): FunctionConfig;
  /** The REST operation `Invoke`, for a listener that has checked the caller's rights. */
  handleInvoke(request: RestRequest): Promise<RestResponse>;
  /** Kills every environment. What was under way rejects. */
  stop(): Promise<void>;
}

export interface InvokeOptions {
  /** An X-Ray trace header: `Root=…;Parent=…;Sampled=…`. */
  traceId?: string;
  requestId?: string;
  /** Gets the invocation's log lines, the platform's included. */
  onLog?: (text: string) => void;
}
