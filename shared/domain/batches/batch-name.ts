/** Whose batch it is. */
export interface BatchName {
  partnerId: string;
  batchId: string;
}

/**
 * The gateway names an execution `<partnerId>_<Idempotency-Key>`, with the partner that the authorizer established. It
 * is the only thing that a workflow may believe about who asked: everything else in its input is the caller's text.
 * Partner ids hold no `_`, so the first one ends the partner's part whatever the key contains.
 */
export function readExecutionName(name: string): BatchName {
  const end = name.indexOf('_');
  if (end < 0) throw new TypeError(`The execution name has no partner: ${name}`);
  return { partnerId: name.slice(0, end), batchId: name.slice(end + 1) };
}

export function executionNameOf({ partnerId, batchId }: BatchName): string {
  return `${partnerId}_${batchId}`;
}

const longestName = 80;
/** What Step Functions takes in a name (AWS: StartExecution, `name`): a batch that ran under a key can be read under it. */
const idPattern = /^[^\s<>{}[\]?*"#%\\^~$&,;:/|`\p{Cc}\p{Cs}\uFFFE\uFFFF\u{10FFFF}]+$/u;

/** False for what cannot name a batch, so that nothing is looked up under it. */
export function isBatchName(name: BatchName): boolean {
  return idPattern.test(name.batchId) && executionNameOf(name).length <= longestName;
}
