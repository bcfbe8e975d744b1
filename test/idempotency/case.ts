import type { Answer, Door } from './doors/door.ts';
import type { HandlerDoor } from './doors/handler-door.ts';
import type { HttpDoor } from './doors/http-door.ts';

type Run<At> = (door: At) => Promise<Answer | Answer[]>;

/**
 * How a row comes about, and what its last column says, at the functions or over HTTP or both. Gives the answers that the
 * row is about.
 */
export interface Case {
  run?: Run<HandlerDoor>;
  overHttp?: Run<HttpDoor>;
}

/** By row. */
export type Cases = Record<string, Case>;

export function everywhere(run: Run<Door>): Case {
  return { run, overHttp: run };
}

/** For what cannot be brought about, or seen, from outside. */
export function atFunctions(run: Run<HandlerDoor>): Case {
  return { run };
}

/** For what the gateway does by itself. */
export function throughTheGateway(overHttp: Run<HttpDoor>): Case {
  return { overHttp };
}
