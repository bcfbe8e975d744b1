/** One metric of an Embedded Metric Format line. */
export interface Metric {
  name: string;
  values: number[];
  dimensions: Record<string, unknown>;
}

/** The metrics in a function's log lines, as CloudWatch would read them. */
export function metricsIn(lines: Record<string, unknown>[]): Metric[] {
  return lines.flatMap((line) => definitionsIn(line).flatMap((definition) => metricsOf(line, definition)));
}

interface Definition {
  Dimensions: string[][];
  Metrics: { Name: string }[];
}

function definitionsIn({ _aws }: Record<string, unknown>): Definition[] {
  const isEmf = typeof _aws === 'object' && _aws !== null && 'CloudWatchMetrics' in _aws;
  return isEmf && Array.isArray(_aws.CloudWatchMetrics) ? _aws.CloudWatchMetrics : [];
}

function metricsOf(line: Record<string, unknown>, { Dimensions, Metrics }: Definition): Metric[] {
  const dimensions = Object.fromEntries(Dimensions.flat().map((name) => [name, line[name]]));
  return Metrics.map(({ Name }) => ({ name: Name, values: [line[Name]].flat().map(Number), dimensions }));
}
