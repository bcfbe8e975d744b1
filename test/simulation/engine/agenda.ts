/** What is to happen when. Of two things due at one time the one that was entered first comes first. */
export interface Agenda {
  nowMs(): number;
  later(afterMs: number, act: () => void): void;
  /** Moves the clock to what is due next and does it; false when nothing is. */
  next(): boolean;
}

interface Entry {
  atMs: number;
  order: number;
  act: () => void;
}

export function createAgenda(startMs: number): Agenda {
  const heap: Entry[] = [];
  let nowMs = startMs;
  let entered = 0;
  return {
    nowMs: () => nowMs,
    later: (afterMs, act) => push(heap, { atMs: nowMs + Math.max(0, afterMs), order: entered++, act }),
    next: () => {
      const entry = pop(heap);
      if (!entry) return false;
      nowMs = entry.atMs;
      entry.act();
      return true;
    },
  };
}

/** A binary heap: the parent of `n` is at `(n - 1) >> 1`, and never comes after it. */
function push(heap: Entry[], entry: Entry): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const up = (at - 1) >> 1;
    const parent = heap[up];
    if (!parent || !isBefore(entry, parent)) break;
    heap[at] = parent;
    at = up;
  }
  heap[at] = entry;
}

function pop(heap: Entry[]): Entry | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first && last && first !== last) sink(heap, last);
  return first;
}

function sink(heap: Entry[], entry: Entry): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = heap[left + 1];
    let child = heap[left];
    let below = left;
    if (child && right && isBefore(right, child)) {
      child = right;
      below = left + 1;
    }
    if (!child || isBefore(entry, child)) break;
    heap[at] = child;
    at = below;
  }
  heap[at] = entry;
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}
