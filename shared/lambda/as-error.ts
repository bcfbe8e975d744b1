/** Whatever was thrown, as the logger and the tracer want it. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
