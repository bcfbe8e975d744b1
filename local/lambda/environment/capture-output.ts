import { format } from 'node:util';

const levels = {
  trace: 'TRACE',
  debug: 'DEBUG',
  info: 'INFO',
  log: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
} as const;

/**
 * Sends everything that a function prints to `log`: `console.*` in the runtime's text format (time, request id, level,
 * message), and what is written to stdout or stderr directly as it is, line by line. It leaves the thread at once, so
 * that it arrives before the answer and survives the environment.
 */
export function captureOutput(log: (text: string) => void, requestId: () => string | undefined): void {
  for (const [method, level] of Object.entries(levels)) {
    Reflect.set(console, method, (...message: unknown[]) =>
      log(`${new Date().toISOString()}\t${requestId()}\t${level}\t${format(...message)}`),
    );
  }
  captureStream(process.stdout, log);
  captureStream(process.stderr, log);
}

function captureStream(stream: NodeJS.WriteStream, log: (text: string) => void): void {
  let rest = '';
  stream.write = (chunk: string | Uint8Array, ...others: unknown[]) => {
    const lines = (rest + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) log(line);
    const done = others.at(-1);
    if (typeof done === 'function') process.nextTick(done);
    return true;
  };
}
