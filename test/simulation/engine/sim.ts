import type { Agenda } from './agenda.ts';
import type { Dice } from './dice.ts';

/** What everything in a simulated world has in hand: the clock, the dice, and the record of what happened. */
export interface Sim extends Pick<Agenda, 'nowMs' | 'later'> {
  /** Throws nothing but usual numbers once the trouble is over. */
  dice: Dice;
  /**
   * `worker-p2-1`, `worker-p2-2`, …: named after what it is about, so that it has this name whatever else there is, and
   * keeps it when other things are left out of a history.
   */
  nameFor: (what: string) => string;
  /** A payment's short name. */
  aliasOf: (paymentId: string) => string;
  /** A line of the history. The text is made only when somebody reads it. */
  note: (who: string, text: () => string) => void;
  /** One more of these, for the summary. */
  count: (what: string) => void;
  /** Something happened that must not happen, whatever the trouble. Ends the history. */
  violated: (rule: string) => void;
}
