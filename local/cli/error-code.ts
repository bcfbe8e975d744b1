/** `ENOENT` and the like, of an error that the operating system's answer was made into. */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
