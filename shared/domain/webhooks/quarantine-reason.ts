/** Why a delivery is set aside, and whether its signature was good by then. Time mends none of these: none is retried. */
const isSigned = {
  'missing-headers': false,
  'malformed-headers': false,
  'bad-signature': false,
  'stale-timestamp': true,
  'malformed-body': true,
  'unknown-type': true,
  'unknown-payment': true,
  'event-id-reused': true,
};

export type QuarantineReason = keyof typeof isSigned;

/** The rail itself sent it: what it says is not applied, and nobody but a human will see to that. */
export function isGenuine(reason: QuarantineReason): boolean {
  return isSigned[reason];
}
