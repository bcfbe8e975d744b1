/** A process that dies: nothing that it would have done afterwards happens. */
class Crash extends Error {}

type Ports = Record<string, (...args: never[]) => Promise<unknown>>;

/** A fresh world, what is to be done in it, and what must be true in the end. */
export interface Scene<P extends Ports> {
  ports: P;
  work: (ports: P) => Promise<unknown>;
  check: () => Promise<void>;
}

/**
 * Plays a scene once for every point at which a process can be killed: before and after the effect of each call of a port.
 * The work is then done again, as a queue delivers again, and the end is checked. Returns how many points there were.
 */
export async function crashEverywhere<P extends Ports>(scene: () => Promise<Scene<P>>): Promise<number> {
  let points = 0;
  for (const side of ['before', 'after'] as const) {
    for (let call = 0; await survives(await scene(), call, side); call++) points++;
  }
  return points;
}

/** False when the work was over before that call. */
async function survives<P extends Ports>(scene: Scene<P>, call: number, side: 'before' | 'after'): Promise<boolean> {
  let crashed = false;
  try {
    await scene.work(mortal(scene.ports, call, side));
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    crashed = true;
    await scene.work(scene.ports);
  }
  await scene.check();
  return crashed;
}

function mortal<P extends Ports>(ports: P, lastCall: number, side: 'before' | 'after'): P {
  let calls = 0;
  const wrap =
    (port: Ports[string]) =>
    async (...args: never[]) => {
      const dies = calls++ === lastCall;
      if (dies && side === 'before') throw new Crash();
      const result = await port(...args);
      if (dies) throw new Crash();
      return result;
    };
  return Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, wrap(port)])) as P;
}
