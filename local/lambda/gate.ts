/** Lets a bounded number in at a time, first come first served. Resolves with the way out, to be called once. */
export type Gate = () => Promise<() => void>;

export function createGate(places: number): Gate {
  const queue: Array<() => void> = [];
  let inside = 0;

  function leave(): void {
    const next = queue.shift();
    if (next === undefined) inside -= 1;
    else next();
  }

  return async () => {
    if (inside < places) inside += 1;
    else await new Promise<void>((resolve) => queue.push(resolve));
    return leave;
  };
}
