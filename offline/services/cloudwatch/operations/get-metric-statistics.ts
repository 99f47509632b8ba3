import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { readSlots, roundStart, type Slot, valueOf } from '../data-points.ts';
import { invalidCombination, invalidValue, missing } from '../errors.ts';
import type { CloudWatchState } from '../state.ts';
import { BASIC_STATISTICS, parseStatistic, type Statistic } from '../statistics.ts';
import { allow, dimensions, isPeriod, namespace, timestamp, toRecord, unit } from './shapes.ts';

const MOST_POINTS = 1440;

export const getMetricStatistics = defineOperation({
  schema: z.looseObject({
    Namespace: namespace,
    MetricName: z.string().min(1).max(255),
    Dimensions: dimensions,
    StartTime: timestamp,
    EndTime: timestamp,
    Period: z.number().int().min(1),
    Statistics: z.array(z.string()).max(5).optional(),
    ExtendedStatistics: z.array(z.string()).max(10).optional(),
    Unit: unit,
  }),
  execute(state: CloudWatchState, input, call) {
    allow(state, call, 'GetMetricStatistics');
    const { Period, Statistics, ExtendedStatistics } = input;
    if (!Statistics && !ExtendedStatistics) throw missing('Statistics or ExtendedStatistics');
    if (!isPeriod(Period)) {
      throw invalidValue(`The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.`);
    }
    const basic = (Statistics ?? []).map((name) => named(name, 'Statistics'));
    const extended = (ExtendedStatistics ?? []).map((name) => named(name, 'ExtendedStatistics'));
    if (input.StartTime >= input.EndTime) {
      throw invalidCombination('The parameter StartTime must be less than the parameter EndTime.');
    }
    const asked = Math.floor((input.EndTime - input.StartTime) / Period);
    if (asked > MOST_POINTS) {
      throw invalidCombination(
        `You have requested up to ${asked.toLocaleString('en-US')} datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
      );
    }
    const metric = state.find(input.Namespace, input.MetricName, toRecord(input.Dimensions));
    const slots = metric
      ? readSlots(
          state,
          metric,
          {
            start: roundStart(input.StartTime, Period, state.context.clock.now() / 1000),
            end: input.EndTime,
            period: Period,
            ...(input.Unit && { unit: input.Unit }),
          },
          { withDistribution: extended.length > 0 },
        )
      : [];
    return { Label: input.MetricName, Datapoints: slots.flatMap((slot) => toDatapoint(slot, basic, extended)) };
  },
});

type Named = { name: string; statistic: Statistic };

function named(name: string, parameter: 'Statistics' | 'ExtendedStatistics'): Named {
  const statistic = parseStatistic(name);
  if (!statistic || BASIC_STATISTICS.includes(name) !== (parameter === 'Statistics')) {
    throw invalidValue(`The value ${name} for parameter ${parameter} is invalid.`);
  }
  return { name, statistic };
}

function toDatapoint(slot: Slot, basic: readonly Named[], extended: readonly Named[]): object[] {
  const valuesOf = (list: readonly Named[]) =>
    list.flatMap(({ name, statistic }) => {
      const value = valueOf(statistic, slot);
      return value === undefined ? [] : [[name, value] as const];
    });
  const [plain, further] = [valuesOf(basic), valuesOf(extended)];
  if (plain.length === 0 && further.length === 0) return [];
  return [
    {
      Timestamp: slot.time,
      ...Object.fromEntries(plain),
      Unit: slot.unit,
      ...(further.length > 0 && { ExtendedStatistics: Object.fromEntries(further) }),
    },
  ];
}
