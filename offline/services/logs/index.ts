import { handleAwsJson } from '../../kernel/aws-json.ts';
import type { Cancel } from '../../kernel/clock.ts';
import type { Resource } from '../../kernel/resource.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { expire } from './events.ts';
import { Filters } from './filters.ts';
import { Ingest } from './ingest.ts';
import { newestLines } from './newest-lines.ts';
import * as events from './operations/events.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';
import * as groups from './operations/groups.ts';
import * as metricFilters from './operations/metric-filters.ts';
import * as queries from './operations/queries.ts';
import type { Logs } from './operations/shapes.ts';
import * as streams from './operations/streams.ts';
import * as subscriptions from './operations/subscription-filters.ts';
import { logsResources, toLogGroup, toLogStream, toMetricFilter, toSubscriptionFilter } from './resources.ts';
import { LogsState } from './state.ts';

const HOUR_MS = 3_600_000;

const operations = {
  CreateLogGroup: groups.createLogGroup,
  DeleteLogGroup: groups.deleteLogGroup,
  DescribeLogGroups: groups.describeLogGroups,
  ListLogGroups: groups.listLogGroups,
  PutRetentionPolicy: groups.putRetentionPolicy,
  DeleteRetentionPolicy: groups.deleteRetentionPolicy,
  TagResource: groups.tagResource,
  UntagResource: groups.untagResource,
  ListTagsForResource: groups.listTagsForResource,
  TagLogGroup: groups.tagLogGroup,
  UntagLogGroup: groups.untagLogGroup,
  ListTagsLogGroup: groups.listTagsLogGroup,
  CreateLogStream: streams.createLogStream,
  DeleteLogStream: streams.deleteLogStream,
  DescribeLogStreams: streams.describeLogStreams,
  PutLogEvents: events.putLogEvents,
  GetLogEvents: events.getLogEvents,
  FilterLogEvents: filterLogEvents,
  PutMetricFilter: metricFilters.putMetricFilter,
  DescribeMetricFilters: metricFilters.describeMetricFilters,
  DeleteMetricFilter: metricFilters.deleteMetricFilter,
  TestMetricFilter: metricFilters.testMetricFilter,
  PutSubscriptionFilter: subscriptions.putSubscriptionFilter,
  DescribeSubscriptionFilters: subscriptions.describeSubscriptionFilters,
  DeleteSubscriptionFilter: subscriptions.deleteSubscriptionFilter,
  StartQuery: queries.startQuery,
  GetQueryResults: queries.getQueryResults,
  StopQuery: queries.stopQuery,
  DescribeQueries: queries.describeQueries,
};

/** CloudWatch Logs: what functions and clients write, kept for its retention, searched, counted into metrics. */
export const logs = {
  name: 'logs',
  resources: logsResources,
  route: { targets: ['Logs_20140328'] },
  create(context) {
    const state = new LogsState(context);
    const filters = new Filters(state);
    const all: Logs = { state, filters, ingest: new Ingest(state, filters) };
    let cancel: Cancel = () => undefined;
    const expireByTheHour = () => {
      expire(state);
      cancel = context.clock.after(HOUR_MS, expireByTheHour);
    };
    context.bus.provide('logs', {
      append({ group: groupName, stream, lines }) {
        // CloudWatch knows no empty events.
        const written = lines.filter(({ text }) => text !== '').map(({ time, text }) => ({ time, message: text }));
        try {
          const { group, streamId } = state.ensureStream(groupName, stream);
          all.ingest.take({ group, streamId, streamName: stream, events: written });
        } catch (error) {
          // What wrote the lines has done its work: a full disk must not undo it.
          context.log.error(`lines of ${groupName} are lost`, { error });
        }
      },
    });
    return {
      apply(resources) {
        applyResources(all, resources);
      },
      start: expireByTheHour,
      handle: (request) =>
        handleAwsJson(
          { operations, state: all, context, version: '1.1', invalidInputCode: 'InvalidParameterException' },
          request,
        ),
      helpers: { logs: (request) => Promise.resolve(newestLines(state, request)) },
      stop: () => {
        cancel();
        state.store.close();
      },
    };
  },
} satisfies OfflineService;

function applyResources({ state, filters }: Logs, resources: readonly Resource[]): void {
  const ofType = (...types: readonly string[]) => resources.filter(({ type }) => types.includes(type));
  // A group that left the app stays with its events, as CDK has it; `reset` removes it. What only sets a retention comes
  // after what makes groups.
  for (const wanted of [...ofType('AWS::Logs::LogGroup'), ...ofType('Custom::LogRetention')].map(toLogGroup)) {
    const present = state.find(wanted.name) ?? state.createGroup(wanted.name, wanted);
    state.updateGroup({ ...present, ...wanted });
  }
  for (const { group, name } of ofType('AWS::Logs::LogStream').map(toLogStream)) state.ensureStream(group, name);
  filters.removeOfApp();
  const groupOf = (name: string) => state.find(name) ?? state.createGroup(name);
  for (const { group, ...filter } of ofType('AWS::Logs::MetricFilter').map(toMetricFilter)) {
    filters.save('metric', groupOf(group), { ...filter, ofApp: true });
  }
  for (const { group, ...filter } of ofType('AWS::Logs::SubscriptionFilter').map(toSubscriptionFilter)) {
    filters.save('subscription', groupOf(group), { ...filter, ofApp: true });
  }
}
