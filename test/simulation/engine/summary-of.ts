/** A result in a few characters, for a line of a history. */
export function summaryOf(result: unknown): string {
  if (result === undefined) return 'done';
  if (Array.isArray(result)) return result.length === 0 ? 'none' : result.map(summaryOf).join(', ');
  if (typeof result !== 'object' || result === null) return String(result);
  const { outcome, answer, status, id, version } = result as Record<string, unknown>;
  const told = [outcome ?? answer ?? status ?? id, version && `v${version}`].filter(Boolean).join(' ');
  return told || 'an answer';
}
