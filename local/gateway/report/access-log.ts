import { contextVariable, type ReadVariable } from '../context-variables.ts';
import type { Exchange } from '../exchange.ts';

export interface AccessLogFormat {
  line(exchange: Exchange): string;
  /** Variables in the format that the twin does not have. */
  unknown: readonly string[];
}

const missing = '-';
const variable = /\$context\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)/g;

/**
 * A stage's log format, worked out once. A value that is missing prints as `-`. Values are escaped as in JSON text, so
 * that a header cannot forge a line or a field; what AWS does with a quote is not documented.
 */
export function compileAccessLog(format: string): AccessLogFormat {
  const parts = format.split(variable);
  const names = parts.filter((_, index) => index % 2 === 1);
  const readers = parts.map((part, index): ReadVariable => (index % 2 === 0 ? () => part : readerOf(part)));
  return {
    unknown: names.filter((name) => contextVariable(name) === undefined),
    line: (exchange) => readers.map((read) => read(exchange)).join(''),
  };
}

function readerOf(name: string): ReadVariable {
  const read = contextVariable(name);
  return (exchange) => escaped(read?.(exchange) ?? missing);
}

/** Most values need none. */
function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be escaped
  return /["\\\x00-\x1f]/.test(text) ? JSON.stringify(text).slice(1, -1) : text;
}
