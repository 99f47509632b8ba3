import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { exclusive, invalidCombination, invalidValue, missing } from '../errors.ts';
import type { CloudWatchState, Datum } from '../state.ts';
import { allow, dimensions, namespace, timestamp, toRecord, unit } from './shapes.ts';

const HOUR_MS = 3_600_000;
const OLDEST_MS = 14 * 24 * HOUR_MS;
const NEWEST_MS = 2 * HOUR_MS;
const MOST_METRICS = 1000;
const MOST_VALUES = 150;
const LARGEST = 2 ** 360;

// The JSON protocol writes what JSON has no number for as text.
const double = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);

const datum = z.looseObject({
  MetricName: z.string().min(1).max(255).optional(),
  Dimensions: dimensions,
  Timestamp: timestamp.optional(),
  Value: double.optional(),
  Values: z.array(double).optional(),
  Counts: z.array(double).optional(),
  StatisticValues: z.looseObject({ SampleCount: double, Sum: double, Minimum: double, Maximum: double }).optional(),
  Unit: unit,
  StorageResolution: z.number().optional(),
});

export const putMetricData = defineOperation({
  schema: z.looseObject({
    Namespace: namespace,
    MetricData: z.array(datum).default([]),
    EntityMetricData: z.array(z.looseObject({ MetricData: z.array(datum).default([]) })).default([]),
  }),
  execute(state: CloudWatchState, { Namespace, MetricData, EntityMetricData }, call) {
    allow(state, call, 'PutMetricData', Namespace);
    const all = [...MetricData, ...EntityMetricData.flatMap((entity) => entity.MetricData)];
    if (all.length === 0) throw missing('MetricData');
    if (Namespace.startsWith('AWS/')) {
      throw invalidValue(`The value ${Namespace} for parameter Namespace is invalid: AWS/ is reserved.`);
    }
    if (all.length > MOST_METRICS) {
      throw invalidValue(`The collection MetricData must not have a size greater than ${MOST_METRICS}.`);
    }
    const now = state.context.clock.now();
    state.put(
      Namespace,
      all.map((given, index) => toDatum(given, `MetricData.member.${index + 1}`, now)),
    );
    return {};
  },
});

function toDatum(given: z.infer<typeof datum>, path: string, now: number): Datum {
  const { MetricName, Value, Values, Counts, StatisticValues, StorageResolution = 60 } = given;
  if (MetricName === undefined) throw missing(`${path}.MetricName`);
  if (Value !== undefined && Values) throw exclusive(`${path}.Value`, `${path}.Values`);
  if (Value !== undefined && StatisticValues) throw exclusive(`${path}.Value`, `${path}.StatisticValues`);
  if (Value === undefined && !Values && !StatisticValues) {
    throw invalidCombination(
      `At least one of the parameters must be specified: ${path}.Value, ${path}.Values, ${path}.StatisticValues.`,
    );
  }
  if (StorageResolution !== 1 && StorageResolution !== 60) {
    throw invalidValue(`The value ${StorageResolution} for parameter ${path}.StorageResolution is invalid.`);
  }
  const time = given.Timestamp === undefined ? now : given.Timestamp * 1000;
  if (time < now - OLDEST_MS || time > now + NEWEST_MS) {
    throw invalidValue(
      `The parameter ${path}.Timestamp must specify a time no more than two weeks in the past and no more than two hours in the future.`,
    );
  }
  return {
    name: MetricName,
    dimensions: toDimensions(given.Dimensions, path),
    unit: given.Unit ?? 'None',
    time,
    resolutionSeconds: StorageResolution,
    values: toValues({ Value, Values, Counts }, path),
    ...(StatisticValues && { summary: toSummary(StatisticValues, path) }),
  };
}

function toDimensions(given: z.infer<typeof dimensions>, path: string): Record<string, string> {
  const record = toRecord(given);
  if (Object.keys(record).length < given.length) {
    throw invalidValue(`The parameter ${path}.Dimensions must not name a dimension twice.`);
  }
  return record;
}

type Double = z.infer<typeof double>;

function toValues(
  { Value, Values, Counts }: { Value: Double | undefined; Values: Double[] | undefined; Counts: Double[] | undefined },
  path: string,
): { value: number; count: number }[] {
  if (Value !== undefined) return [{ value: finite(Value, `${path}.Value`), count: 1 }];
  if (!Values) return [];
  if (Counts && Counts.length !== Values.length) {
    throw invalidValue(`The parameters ${path}.Values and ${path}.Counts must be of the same size.`);
  }
  if (Values.length > MOST_VALUES) {
    throw invalidValue(`The collection ${path}.Values must not have a size greater than ${MOST_VALUES}.`);
  }
  return Values.map((value, index) => ({
    value: finite(value, `${path}.Values.member.${index + 1}`),
    count: finite(Counts?.[index] ?? 1, `${path}.Counts.member.${index + 1}`),
  }));
}

function toSummary(set: { SampleCount: Double; Sum: Double; Minimum: Double; Maximum: Double }, path: string) {
  const at = (name: keyof typeof set) => finite(set[name], `${path}.StatisticValues.${name}`);
  const summary = { count: at('SampleCount'), sum: at('Sum'), minimum: at('Minimum'), maximum: at('Maximum') };
  if (summary.count <= 0) {
    throw invalidValue(`The value ${summary.count} for parameter ${path}.StatisticValues.SampleCount is invalid.`);
  }
  if (summary.maximum < summary.minimum) {
    throw new ServiceError(
      'InvalidParameterValueException',
      `The parameter ${path}.StatisticValues.Maximum must be greater than ${path}.StatisticValues.Minimum.`,
    );
  }
  return summary;
}

function finite(value: Double, path: string): number {
  if (typeof value === 'string' || Math.abs(value) > LARGEST) {
    throw invalidValue(`The value ${value} for parameter ${path} is invalid.`);
  }
  return value;
}
