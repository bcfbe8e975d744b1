import { isSafeNumber } from 'lossless-json';
import type { ErrorCode, Problem } from '../domain/errors.ts';
import { pointerTo } from './pointer.ts';

const maxDepth = 8;

export interface Ambiguity extends Problem {
  code: Extract<ErrorCode, 'malformed-json' | 'invalid-request'>;
}

/**
 * What two JSON parsers may read differently, or choke on: a name given twice (even with equal values), a number that a
 * double cannot hold, nesting beyond 8 levels, names that change an object's prototype (see RFC 7493, I-JSON).
 * JSON.parse is silent about all of it, and so is lossless-json about equal duplicates. `text` must be valid JSON.
 */
export function findAmbiguity(text: string): Ambiguity | undefined {
  const levels: Level[] = [];
  for (const [token] of text.matchAll(tokens)) {
    const fault = step(levels, token);
    if (fault) return { ...fault, pointer: pointerTo(levels.map(({ position }) => position)) };
  }
  return undefined;
}

/** One object or array that the scan is inside of, and the member that it is at. */
interface Level {
  position: string | number;
  /** Of an object only. */
  names?: Set<string>;
  nameExpected: boolean;
}

type Fault = Omit<Ambiguity, 'pointer'>;

const tokens = /"(?:[^"\\]+|\\.)*"|[{}[\],]|[^\s{}[\],:"]+/g;
const number = /^[-\d]/;
const reservedNames = ['__proto__', 'constructor'];

function step(levels: Level[], token: string): Fault | undefined {
  const level = levels.at(-1);
  if (token === '{' || token === '[') return open(levels, token);
  if (token === '}' || token === ']') levels.pop();
  else if (token === ',') next(level);
  else if (level?.nameExpected) return name(level, JSON.parse(token));
  else if (number.test(token) && !isSafeNumber(token))
    return { code: 'invalid-request', detail: 'Must be a number that a double holds exactly.' };
  return undefined;
}

function open(levels: Level[], token: '{' | '['): Fault | undefined {
  if (levels.length === maxDepth) return { code: 'malformed-json', detail: `Nest at most ${maxDepth} levels.` };
  const isObject = token === '{';
  levels.push(isObject ? { position: '', names: new Set(), nameExpected: true } : { position: 0, nameExpected: false });
  return undefined;
}

function next(level: Level | undefined): void {
  if (typeof level?.position === 'number') level.position += 1;
  else if (level) level.nameExpected = true;
}

function name(level: Level, given: string): Fault | undefined {
  level.position = given;
  level.nameExpected = false;
  if (level.names?.has(given)) return { code: 'malformed-json', detail: 'Give each name once.' };
  level.names?.add(given);
  if (reservedNames.includes(given)) return { code: 'invalid-request', detail: 'No field can have this name.' };
  return undefined;
}
