import { z } from 'zod';
import type { MetricDatum } from '../../kernel/ports.ts';

const MOST_VALUES = 100;
const MOST_METRICS = 100;
const MOST_DIMENSIONS = 30;
const DAY_MS = 86_400_000;

const directive = z.object({
  Namespace: z.string().min(1).max(1024),
  Dimensions: z.array(z.array(z.string().min(1).max(250)).max(MOST_DIMENSIONS)).default([]),
  Metrics: z
    .array(
      z.object({
        Name: z.string().min(1).max(1024),
        Unit: z.string().optional(),
        StorageResolution: z.union([z.literal(1), z.literal(60)]).optional(),
      }),
    )
    .max(MOST_METRICS)
    .default([]),
});

const metadata = z.object({
  Timestamp: z.number().int().nonnegative(),
  CloudWatchMetrics: z.array(z.unknown()),
});

const metricValue = z.union([z.number(), z.array(z.number()).max(MOST_VALUES)]);

export type EmbeddedMetrics = {
  readonly metrics: readonly { namespace: string; data: readonly MetricDatum[] }[];
  /** Directives that the specification does not allow, each with why. */
  readonly problems: readonly string[];
};

/**
 * The metrics that a log event carries in CloudWatch's embedded metric format; undefined where it carries none. A
 * directive that is wrong gives no metrics, the others of the event still do.
 */
export function extractMetrics(text: string, now: number): EmbeddedMetrics | undefined {
  // Most lines are no EMF: told without parsing.
  if (!text.includes('"_aws"') || !text.trimStart().startsWith('{')) return undefined;
  const root = parseObject(text);
  if (!root || !Object.hasOwn(root, '_aws')) return undefined;
  const found = metadata.safeParse(root._aws);
  if (!found.success) {
    // `_aws` alone is anybody's member; with CloudWatchMetrics it means this format.
    const isMeant = typeof root._aws === 'object' && root._aws !== null && 'CloudWatchMetrics' in root._aws;
    return isMeant ? { metrics: [], problems: ['_aws lacks a valid Timestamp or CloudWatchMetrics'] } : undefined;
  }
  const time = found.data.Timestamp;
  if (time < now - 14 * DAY_MS || time > now + DAY_MS / 12) {
    return { metrics: [], problems: ['Timestamp is more than two weeks back or two hours ahead'] };
  }
  const problems: string[] = [];
  const metrics = found.data.CloudWatchMetrics.flatMap((given) => {
    const parsed = directive.safeParse(given);
    if (!parsed.success) {
      problems.push(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
      return [];
    }
    const read = readDirective(parsed.data, root, time);
    if (typeof read === 'string') {
      problems.push(read);
      return [];
    }
    return [{ namespace: parsed.data.Namespace, data: read }];
  });
  return { metrics, problems };
}

/** The data points of one directive, or what is wrong with what it refers to. */
function readDirective(
  { Dimensions, Metrics }: z.infer<typeof directive>,
  root: Readonly<Record<string, unknown>>,
  time: number,
): MetricDatum[] | string {
  const sets: Record<string, string>[] = [];
  for (const names of Dimensions.length === 0 ? [[]] : Dimensions) {
    const entries = names.map((name) => [name, ownMember(root, name)] as const);
    const missing = entries.find(([, value]) => typeof value !== 'string' || value === '');
    if (missing) return `the dimension ${missing[0]} is not a text of the event`;
    sets.push(Object.fromEntries(entries.map(([name, value]) => [name, String(value)])));
  }
  const data: MetricDatum[] = [];
  for (const { Name, Unit, StorageResolution } of Metrics) {
    const found = metricValue.safeParse(ownMember(root, Name));
    if (!found.success) return `the metric ${Name} is not a number of the event, or a list of at most ${MOST_VALUES}`;
    const values = [found.data].flat().map((value) => ({ value, count: 1 }));
    for (const dimensions of sets) {
      data.push({
        ...{ name: Name, dimensions, time, values },
        ...(Unit !== undefined && { unit: Unit }),
        ...(StorageResolution !== undefined && { resolutionSeconds: StorageResolution }),
      });
    }
  }
  return data;
}

const ownMember = (root: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(root, name) ? root[name] : undefined;

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
