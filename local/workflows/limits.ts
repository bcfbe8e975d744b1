/** Of an execution's input and output and of everything that passes between states, in UTF-8 (AWS: Step Functions quotas). */
export const maxDataBytes = 262_144;

/** Events in one execution's history (AWS: Step Functions quotas). */
export const maxHistoryEvents = 25_000;

/** How long a closed execution is remembered, and with it its name (AWS: Step Functions quotas). */
export const memoryMs = 90 * 24 * 3600 * 1000;

/** A UTF-16 unit takes at most three bytes, so most texts need no counting. */
export function isOversize(text: string): boolean {
  return text.length * 3 > maxDataBytes && Buffer.byteLength(text) > maxDataBytes;
}
