import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { currentLogKeys } from './log-context.ts';

/** Powertools' own field names, then the keys of the unit of work, then those of the line. */
class ContextFormatter extends LogFormatter {
  formatAttributes({ lambdaContext, ...base }: UnformattedAttributes, additional: LogAttributes): LogItem {
    const attributes = {
      level: base.logLevel,
      message: base.message,
      timestamp: this.formatTimestamp(base.timestamp),
      service: base.serviceName,
      function_name: lambdaContext?.functionName,
      function_request_id: lambdaContext?.awsRequestId,
      cold_start: lambdaContext?.coldStart,
      xray_trace_id: base.xRayTraceId,
    };
    return new LogItem({ attributes: { ...attributes, ...currentLogKeys(), ...additional } });
  }

  /** Only what every error has: SDK errors carry items and responses, and those hold personal data. */
  override formatError({ name, message, stack, cause }: Error): LogAttributes {
    return { name, message, stack, cause: cause instanceof Error ? this.formatError(cause) : undefined };
  }
}

/** The process's logger: JSON lines with the keys of `withLogKeys`. A fixed message; the data goes into fields. */
export const logger = new Logger({ logFormatter: new ContextFormatter() });
