import type { MovementKind } from '#shared/domain/ledger/movement.ts';

/** A set of kinds of movement, as the bits of a number: there is one for every payment there ever was. */
export type Kinds = number;

const bits: Record<MovementKind, Kinds> = { deposit: 1, hold: 2, settle: 4, release: 8, return: 16 };

export function kindsOf(kinds: readonly MovementKind[]): Kinds {
  return kinds.reduce((set, kind) => set | bits[kind], 0);
}

export function hasKind(kinds: Kinds, kind: MovementKind): boolean {
  return (kinds & bits[kind]) !== 0;
}

/** The names of those that are in one set and not in the other. */
export function kindsMissing(wanted: Kinds, there: Kinds): string[] {
  return Object.entries(bits).flatMap(([kind, bit]) => (wanted & ~there & bit ? [kind] : []));
}
