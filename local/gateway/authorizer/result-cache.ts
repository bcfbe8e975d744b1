export interface ResultCache<Result> {
  get(key: string): Result | undefined;
  set(key: string, result: Result): void;
}

/** Forgets a result when its time is over, and the least recently used one when there are too many. */
export function createResultCache<Result>(o: { ttlMs: number; limit: number; now: () => number }): ResultCache<Result> {
  const kept = new Map<string, { result: Result; until: number }>();
  return {
    get(key) {
      const entry = kept.get(key);
      if (!entry) return undefined;
      kept.delete(key);
      if (o.now() >= entry.until) return undefined;
      kept.set(key, entry);
      return entry.result;
    },
    set(key, result) {
      kept.delete(key);
      kept.set(key, { result, until: o.now() + o.ttlMs });
      const [oldest] = kept.keys();
      if (kept.size > o.limit && oldest !== undefined) kept.delete(oldest);
    },
  };
}
