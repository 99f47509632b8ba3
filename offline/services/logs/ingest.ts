import { gzipSync } from 'node:zlib';
import type { MetricDatum } from '../../kernel/ports.ts';
import { extractMetrics } from './embedded-metrics.ts';
import { eventId, type NewEvent, writeEvents } from './events.ts';
import type { Match } from './filter-pattern/reader.ts';
import type { Filters, MetricFilter, Stored, SubscriptionFilter } from './filters.ts';
import type { LogGroup, LogsState } from './state.ts';

export type Arrival = { group: LogGroup; streamId: number; streamName: string; events: readonly NewEvent[] };

const MINUTE_MS = 60_000;

/** Takes log events: keeps them, then draws metrics of them and hands them to subscribers. */
export class Ingest {
  readonly #state: LogsState;
  readonly #filters: Filters;
  /** The minute for which a metric filter last told its default value. */
  readonly #defaulted = new WeakMap<Stored<'metric'>, number>();

  constructor(state: LogsState, filters: Filters) {
    this.#state = state;
    this.#filters = filters;
  }

  /** The events are kept when this returns. What they carry beside is worked off at once, but fails by itself. */
  take(arrival: Arrival): void {
    if (arrival.events.length === 0) return;
    const { group, streamId, events } = arrival;
    const ids = writeEvents(this.#state, group, streamId, events);
    const { log } = this.#state.context;
    try {
      this.#drawEmbedded(arrival);
      for (const filter of this.#filters.of('metric', group)) this.#count(filter, events);
      for (const filter of this.#filters.of('subscription', group)) this.#deliver(filter, arrival, ids);
    } catch (error) {
      log.error(`metrics or subscriptions of ${group.name} failed`, { error });
    }
  }

  #drawEmbedded({ group, events }: Arrival): void {
    const { bus, clock, log } = this.#state.context;
    const metrics = bus.find('metrics');
    if (!metrics) return;
    const now = clock.now();
    for (const { message } of events) {
      const found = extractMetrics(message, now);
      if (!found) continue;
      for (const { namespace, data } of found.metrics) metrics.put(namespace, data);
      if (found.problems.length === 0) continue;
      log.warn(`embedded metrics of ${group.name} are not valid`, { problems: found.problems });
      metrics.put('AWS/Logs', [
        {
          name: 'EMFValidationErrors',
          dimensions: { LogGroupName: group.name },
          unit: 'Count',
          time: now,
          values: [{ value: found.problems.length, count: 1 }],
        },
      ]);
    }
  }

  #count(filter: Stored<'metric'>, events: readonly NewEvent[]): void {
    const metrics = this.#state.context.bus.find('metrics');
    if (!metrics) return;
    const { definition, matches } = filter;
    const data = events.flatMap(({ time, message }) => {
      const match = matches(message);
      const datum = match && toDatum(definition, match, time);
      return datum ? [datum] : [];
    });
    const minute = Math.floor(this.#state.context.clock.now() / MINUTE_MS);
    const isSilent = data.length === 0 && this.#defaulted.get(filter) !== minute;
    if (isSilent && definition.defaultValue !== undefined && !definition.dimensions) {
      data.push({ ...shape(definition, minute * MINUTE_MS), values: [{ value: definition.defaultValue, count: 1 }] });
    }
    if (data.length === 0) return;
    this.#defaulted.set(filter, minute);
    metrics.put(definition.metricNamespace, data);
  }

  #deliver({ name, definition, matches }: Stored<'subscription'>, arrival: Arrival, ids: readonly number[]): void {
    const logEvents = arrival.events.flatMap(({ time, message }, index) =>
      matches(message) ? [{ id: eventId({ time, id: ids[index] ?? 0 }), timestamp: time, message }] : [],
    );
    if (logEvents.length === 0) return;
    const { account, bus, log } = this.#state.context;
    const data = gzipSync(
      JSON.stringify({
        messageType: 'DATA_MESSAGE',
        owner: account,
        logGroup: arrival.group.name,
        logStream: arrival.streamName,
        subscriptionFilters: [name],
        logEvents,
      }),
    ).toString('base64');
    const payload = JSON.stringify({ awslogs: { data } });
    const lambda = bus.find('lambda');
    if (!lambda) return;
    lambda
      .invoke({ functionName: destinationOf(definition), payload, invocationType: 'event' })
      .catch((error: unknown) => {
        log.warn(`the subscription ${name} of ${arrival.group.name} was not delivered`, { error });
      });
  }
}

const destinationOf = ({ destinationArn }: SubscriptionFilter): string => destinationArn;

const shape = ({ metricName, unit }: MetricFilter, time: number): Omit<MetricDatum, 'values'> => ({
  ...{ name: metricName, dimensions: {}, time },
  ...(unit !== undefined && { unit }),
});

/** What one event counts for; undefined where its value or a dimension is not there. */
function toDatum(definition: MetricFilter, match: Match, time: number): MetricDatum | undefined {
  const { metricValue } = definition;
  const selected = metricValue.startsWith('$') ? match.select(metricValue) : metricValue;
  const value =
    typeof selected === 'number'
      ? selected
      : typeof selected === 'string' && selected.trim() !== ''
        ? Number(selected)
        : Number.NaN;
  if (!Number.isFinite(value)) return undefined;
  const dimensions: Record<string, string> = {};
  for (const [name, selector] of Object.entries(definition.dimensions ?? {})) {
    const found = match.select(selector);
    if (typeof found !== 'string' && typeof found !== 'number' && typeof found !== 'boolean') return undefined;
    dimensions[name] = String(found);
  }
  return { ...shape(definition, time), dimensions, values: [{ value, count: 1 }] };
}
