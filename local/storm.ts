import type { FaultEffect, FaultPoint, Faults } from './faults.ts';

interface Trouble {
  at: FaultPoint['at'];
  effect: FaultEffect;
  /** How many of a thousand it strikes. */
  perMille: number;
}

/** Rare enough that most work gets done, and so frequent that a few hundred requests meet all of it. */
const weather: readonly Trouble[] = [
  { at: 'invoke', effect: { do: 'kill', afterMs: 2 }, perMille: 4 },
  { at: 'invoke', effect: { do: 'kill', afterMs: 10 }, perMille: 4 },
  { at: 'invoke', effect: { do: 'kill', afterMs: 40 }, perMille: 4 },
  { at: 'invoke', effect: { do: 'drop-response' }, perMille: 8 },
  { at: 'invoke', effect: { do: 'fail' }, perMille: 4 },
  { at: 'invoke', effect: { do: 'throttle' }, perMille: 4 },
  { at: 'aws-call', effect: { do: 'throttle' }, perMille: 20 },
  { at: 'aws-call', effect: { do: 'drop-response' }, perMille: 10 },
  { at: 'aws-call', effect: { do: 'fail' }, perMille: 10 },
  { at: 'aws-call', effect: { do: 'delay', ms: 400 }, perMille: 10 },
  { at: 'delivery', effect: { do: 'duplicate' }, perMille: 50 },
  { at: 'delivery', effect: { do: 'drop-response' }, perMille: 10 },
  { at: 'gateway-response', effect: { do: 'drop-response' }, perMille: 20 },
  { at: 'gateway-response', effect: { do: 'fail' }, perMille: 10 },
  { at: 'gateway-response', effect: { do: 'throttle' }, perMille: 10 },
];

/** Of a trouble that struck: where, and what. */
export type OnStrike = (point: FaultPoint, effect: FaultEffect) => void;

/**
 * Lets anything fail at any time, until the twin stops: functions die, calls are refused or done with their answers lost,
 * messages come twice. Operators are spared, and so is polling, which is the twin's own affair.
 */
export function letItStorm(faults: Faults, onStrike: OnStrike, dice: () => number = Math.random): void {
  for (const { at, effect, perMille } of weather) {
    const strikes = (point: FaultPoint): boolean => {
      if (point.at !== at || isSpared(point) || dice() * 1000 >= perMille) return false;
      onStrike(point, effect);
      return true;
    };
    faults.add(strikes, effect, Number.POSITIVE_INFINITY);
  }
}

function isSpared(point: FaultPoint): boolean {
  if (point.at !== 'aws-call') return false;
  return point.roleArn === undefined || polling.has(point.action);
}

const polling: ReadonlySet<string> = new Set(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:DeleteMessageBatch']);
