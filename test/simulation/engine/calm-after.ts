import type { Dice } from './dice.ts';

/** How long a call takes at most when all is well. */
const calmCallMs = 60;

/** Dice by which nothing goes wrong any more from some time on. What took its chance before runs its course. */
export function calmAfter(endMs: number, nowMs: () => number, dice: Dice): Dice {
  const isOver = () => nowMs() >= endMs;
  return {
    faultOf: (what, possible) => (isOver() ? undefined : dice.faultOf(what, possible)),
    happens: (what, chance) => !isOver() && dice.happens(what, chance),
    callMs: (what) => (isOver() ? Math.min(dice.callMs(what), calmCallMs) : dice.callMs(what)),
    amount: dice.amount,
  };
}
