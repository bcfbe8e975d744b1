import type { Answer, Door } from './doors/door.ts';
import type { HandlerDoor } from './doors/handler-door.ts';

type Run<At> = (door: At) => Promise<Answer | Answer[]>;

/** How a row comes about, and what its last column says. Gives the answers that the row is about. */
export interface Case {
  run: Run<HandlerDoor>;
  /** Set when the row is run over HTTP as well. */
  overHttp?: Run<Door>;
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
