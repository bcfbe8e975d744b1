import { errorCode } from './error-code.ts';
import { UsageError } from './usage-error.ts';

/** An error for the person at the keyboard: what is wrong and, where it is known, what helps. */
export function explain(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const choose = 'choose another with `npm start -- --port <number>`.';
  const { port, path, message = String(error) } = partsOf(error);
  const code = errorCode(error);
  if (code === 'EADDRINUSE') return `Port ${port} is busy: another program listens there. Stop it, or ${choose}`;
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} is not for this user: ports below 1024 take an administrator. Instead, ${choose}`;
  if (path !== undefined && ['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(code ?? ''))
    return `${path} cannot be written or read (${message}). See to it that this user can, or move it away.`;
  return message;
}

function partsOf(error: unknown): { port?: unknown; path?: unknown; message?: string } {
  if (typeof error !== 'object' || error === null) return {};
  return {
    ...('port' in error && { port: error.port }),
    ...('path' in error && { path: error.path }),
    ...('message' in error && { message: String(error.message) }),
  };
}
