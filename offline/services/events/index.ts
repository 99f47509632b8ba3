import { handleAwsJson } from '../../kernel/aws-json.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { EventsPort } from '../../kernel/ports.ts';
import type { Resource } from '../../kernel/resource.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { Deliveries } from './delivery.ts';
import * as buses from './operations/buses.ts';
import { accept, putEvents } from './operations/put-events.ts';
import * as rules from './operations/rules.ts';
import { eventsResources, toRule } from './resources.ts';
import { rateMilliseconds, Schedules } from './schedule.ts';
import { EventsState } from './state.ts';

export const events = {
  name: 'events',
  resources: eventsResources,
  route: { targets: ['AWSEvents'] },
  create(context) {
    const state = new EventsState(context);
    const deliveries = new Deliveries(state);
    const schedules = new Schedules(state, deliveries);
    const operations = {
      PutEvents: putEvents(deliveries),
      PutRule: rules.putRule,
      DescribeRule: rules.describeRule,
      ListRules: rules.listRules,
      DeleteRule: rules.deleteRule,
      EnableRule: rules.enableRule,
      DisableRule: rules.disableRule,
      PutTargets: rules.putTargets,
      RemoveTargets: rules.removeTargets,
      ListTargetsByRule: rules.listTargetsByRule,
      ListRuleNamesByTarget: rules.listRuleNamesByTarget,
      TestEventPattern: rules.testEventPattern,
      CreateEventBus: buses.createEventBus,
      DeleteEventBus: buses.deleteEventBus,
      DescribeEventBus: buses.describeEventBus,
      ListEventBuses: buses.listEventBuses,
    };
    context.bus.provide('events', createPort(state, deliveries));
    let started = false;
    return {
      apply(resources) {
        applyDefinitions(state, resources);
        if (started) schedules.restart();
      },
      start() {
        started = true;
        deliveries.start();
        schedules.restart();
      },
      handle: (request) => handleAwsJson({ operations, state, context, version: '1.1' }, request),
      stop() {
        schedules.stop();
        deliveries.stop();
        state.store.close();
      },
    };
  },
} satisfies OfflineService;

/** Makes buses, rules and targets what the definitions say; what the API made at run time stays. */
function applyDefinitions(state: EventsState, resources: readonly Resource[]): void {
  const wantedBuses = resources.filter(({ type }) => type === 'AWS::Events::EventBus').map(({ ref }) => ref);
  const wantedRules = resources.filter(({ type }) => type === 'AWS::Events::Rule').map(toRule);
  for (const name of wantedBuses) state.saveBus(name, true);
  for (const rule of state.rules()) {
    const isWanted = wantedRules.some(({ rule: { bus, name } }) => bus === rule.bus && name === rule.name);
    if (rule.ofApp && !isWanted) state.removeRule(rule);
  }
  for (const { name } of state.store.all('SELECT name FROM bus WHERE of_app = 1')) {
    if (!wantedBuses.includes(String(name))) state.removeBus(String(name));
  }
  for (const { rule, targets } of wantedRules) {
    const saved = state.saveRule(rule);
    state.removeTargets(
      saved,
      saved.targets.map(({ Id }) => Id),
    );
    state.saveTargets(saved, targets);
    if (rule.enabled && rule.schedule !== undefined && rateMilliseconds(rule.schedule) === undefined) {
      state.context.log.warn(`${rule.name}: the schedule ${rule.schedule} does not fire offline; use rate(…)`);
    }
  }
}

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
