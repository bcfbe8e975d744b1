import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../events/', import.meta.url);

/** One of events/*.json, fresh each time. The caller names the type of its trigger. */
export function readEvent<Event>(name: string): Event {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

/** The names of a function's events: `create-payment` → `create-payment.new`, … */
export function eventNames(functionName: string): string[] {
  const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
  return names.filter((name) => name.startsWith(`${functionName}.`));
}
