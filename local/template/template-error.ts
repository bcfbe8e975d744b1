/** A template that cannot be worked out, and where. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
  }
}
