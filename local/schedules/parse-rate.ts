const unitsMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * The interval of `rate(5 minutes)` in ms; undefined for anything else. The unit is singular for one and plural for more
 * (AWS: Creating a rule that runs on a schedule, rate expressions).
 */
export function parseRate(expression: string): number | undefined {
  const { count, unit, plural } =
    /^rate\((?<count>[1-9]\d*) (?<unit>minute|hour|day)(?<plural>s?)\)$/.exec(expression)?.groups ?? {};
  if (count === undefined || (count === '1') !== (plural === '')) return undefined;
  return Number(count) * unitsMs[unit as keyof typeof unitsMs];
}
