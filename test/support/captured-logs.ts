import { afterAll, beforeAll } from '@jest/globals';

/** What the process writes to its standard output while a suite runs, where Lambda would read it. */
export function captureLogs() {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr];
  const originals = streams.map((stream) => stream.write);
  beforeAll(() => {
    for (const stream of streams) {
      stream.write = (chunk: string | Uint8Array) => written.push(String(chunk)) > 0;
    }
  });
  afterAll(() => {
    for (const [index, stream] of streams.entries()) stream.write = originals[index] ?? stream.write;
  });
  return {
    text: () => written.join(''),
    lines: (message?: string): Record<string, unknown>[] => {
      const lines = written
        .join('')
        .split('\n')
        .filter((line) => line.startsWith('{'));
      return lines.map((line) => JSON.parse(line)).filter((line) => !message || line.message === message);
    },
    clear: () => {
      written.length = 0;
    },
  };
}
