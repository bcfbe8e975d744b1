import { setImmediate } from 'node:timers';

/**
 * Takes turns until one says that it was the last. Between two turns every continuation that the first one set going has
 * run, for the event loop empties its microtasks first: so the world is at rest whenever the next step is chosen.
 */
export function eachTurn(turn: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = () => {
      try {
        if (turn()) setImmediate(next);
        else resolve();
      } catch (error) {
        reject(error);
      }
    };
    next();
  });
}
