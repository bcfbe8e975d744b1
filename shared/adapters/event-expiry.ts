const keptSeconds = 90 * 24 * 3600;

/**
 * The TTL of a row in EventsTable that no human has to look at, epoch seconds. Dead letters live 14 days, and 14 more after
 * each replay: any event that can come back finds its row. DynamoDB deletes expired rows some days late; until then they
 * count, which does no harm.
 */
export function eventExpiry(at: string): number {
  return Math.floor(Date.parse(at) / 1000) + keptSeconds;
}
