/**
 * An answer that an AWS service gives instead of a result.
 *
 * `code` is the name that SDK clients see (`QueueDoesNotExist`), `status` the HTTP status, and `fields` whatever else the
 * error carries (`Item`, `CancellationReasons`).
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;
  readonly fields: Record<string, unknown>;

  constructor(code: string, message: string, status = 400, fields: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}
