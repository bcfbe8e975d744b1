/** What can happen to one call of a port. */
export type Fault =
  /** It fails before it has done anything. */
  | 'refused'
  /** It is done, and the answer never comes. */
  | 'lost'
  /** It is done, the answer is lost on the way, and the SDK sends it once more. */
  | 'repeated'
  /** DynamoDB lets another transaction on the same items go first: nothing is done. */
  | 'conflict'
  /** The process is killed while it waits, and nothing was done. */
  | 'dies-before'
  /** The process is killed while it waits, and it was done. */
  | 'dies-after'
  /** It arrives so late that others get ahead of it, or that the caller is gone when it does. */
  | 'slow';

const deaths = ['dies-before', 'dies-after'] as const satisfies Fault[];

/** What can happen to each kind of call. A read does nothing, so it has no lost answers: they are refusals. */
export const faultsOf = {
  read: ['refused', 'slow', ...deaths],
  write: ['refused', 'lost', 'repeated', 'slow', ...deaths],
  /** A write that others can get ahead of. */
  contended: ['refused', 'lost', 'repeated', 'conflict', 'slow', ...deaths],
  /** HTTP to the outside: nobody repeats it behind our back. */
  exchange: ['refused', 'lost', 'slow', ...deaths],
  /** Time passes. */
  wait: deaths,
} satisfies Record<string, readonly Fault[]>;

export type CallKind = keyof typeof faultsOf;

export const faults: readonly Fault[] = ['refused', 'lost', 'repeated', 'conflict', 'slow', ...deaths];
