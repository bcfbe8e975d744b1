import { z } from 'zod';
import type { MetricDatum } from '../observer.ts';

/** The metrics that a log line carries in CloudWatch's embedded metric format; none when it is an ordinary line. */
export function embeddedMetrics(text: string): MetricDatum[] {
  if (!text.startsWith('{') || !text.includes('"_aws"')) return [];
  const { success, data: line } = embedded.safeParse(parse(text));
  if (!success) return [];
  return line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.flatMap(({ Name, Unit }) =>
        valuesOf(line[Name]).map((value) => ({
          namespace: Namespace,
          name: Name,
          dimensions: Object.fromEntries(names.map((name) => [name, String(line[name])])),
          value,
          unit: Unit,
          timestamp: line._aws.Timestamp,
        })),
      ),
    ),
  );
}

const embedded = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())).default([[]]),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.string().default('None') })),
      }),
    ),
  }),
});

function valuesOf(value: unknown): number[] {
  return [value].flat().filter((item) => typeof item === 'number');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
