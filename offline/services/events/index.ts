import { handleAwsJson } from '../../kernel/aws-json.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { EventsPort } from '../../kernel/ports.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { Archives } from './archives.ts';
import { applyDefinitions } from './definitions.ts';
import { Deliveries } from './delivery.ts';
import * as archiving from './operations/archives.ts';
import * as buses from './operations/buses.ts';
import { accept, putEvents } from './operations/put-events.ts';
import * as replaying from './operations/replays.ts';
import * as rules from './operations/rules.ts';
import * as tags from './operations/tags.ts';
import * as targets from './operations/targets.ts';
import { RecentEvents } from './recent-events.ts';
import { Replays } from './replays.ts';
import { eventsResources } from './resources.ts';
import { Schedules } from './schedule.ts';
import { EventsState } from './state.ts';

const operations = {
  PutEvents: putEvents,
  PutRule: rules.putRule,
  DescribeRule: rules.describeRule,
  ListRules: rules.listRules,
  DeleteRule: rules.deleteRule,
  EnableRule: rules.enableRule,
  DisableRule: rules.disableRule,
  ListRuleNamesByTarget: rules.listRuleNamesByTarget,
  TestEventPattern: rules.testEventPattern,
  PutTargets: targets.putTargets,
  RemoveTargets: targets.removeTargets,
  ListTargetsByRule: targets.listTargetsByRule,
  CreateEventBus: buses.createEventBus,
  UpdateEventBus: buses.updateEventBus,
  DeleteEventBus: buses.deleteEventBus,
  DescribeEventBus: buses.describeEventBus,
  ListEventBuses: buses.listEventBuses,
  PutPermission: buses.putPermission,
  RemovePermission: buses.removePermission,
  TagResource: tags.tagResource,
  UntagResource: tags.untagResource,
  ListTagsForResource: tags.listTagsForResource,
  CreateArchive: archiving.createArchive,
  UpdateArchive: archiving.updateArchive,
  DeleteArchive: archiving.deleteArchive,
  DescribeArchive: archiving.describeArchive,
  ListArchives: archiving.listArchives,
  StartReplay: replaying.startReplay,
  DescribeReplay: replaying.describeReplay,
  ListReplays: replaying.listReplays,
  CancelReplay: replaying.cancelReplay,
};

export const events = {
  name: 'events',
  resources: eventsResources,
  route: { targets: ['AWSEvents'] },
  create(context) {
    const state = new EventsState(context);
    const [archives, recent] = [new Archives(state), new RecentEvents()];
    const deliveries = new Deliveries(state, archives, recent);
    const replays = new Replays(state, archives, deliveries);
    const schedules = new Schedules(state, deliveries);
    const parts = { state, archives, replays, deliveries, schedules };
    context.bus.provide('events', createPort(state, deliveries));
    return {
      apply(resources) {
        applyDefinitions(state, archives, resources);
        schedules.refresh();
      },
      start() {
        deliveries.start();
        replays.start();
        schedules.start();
      },
      handle: (request) => handleAwsJson({ operations, state: parts, context, version: '1.1' }, request),
      helpers: {
        events({ query }) {
          const limit = Math.max(1, Number(query.get('limit') ?? 100) || 100);
          const headers = { 'content-type': 'application/json' };
          return Promise.resolve({ status: 200, headers, body: JSON.stringify(recent.list(limit)) });
        },
      },
      stop() {
        schedules.stop();
        replays.stop();
        deliveries.stop();
        state.store.close();
      },
    };
  },
} satisfies OfflineService;

function createPort(state: EventsState, deliveries: Deliveries): EventsPort {
  return {
    put(entries) {
      const answers = accept(
        state,
        deliveries,
        entries.map(({ source, detailType, detail, resources, bus, time }) => ({
          EventBusName: bus,
          Source: source,
          DetailType: detailType,
          Detail: detail,
          Resources: resources ?? [],
          Time: time && time.getTime() / 1000,
        })),
      );
      return answers.map((answer) => {
        if ('ErrorCode' in answer) throw new ServiceError(answer.ErrorCode, answer.ErrorMessage);
        return { eventId: answer.EventId };
      });
    },
  };
}
