import { z } from 'zod';
import { type Call, defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { compilePattern, InvalidPatternError } from '../../../kernel/event-pattern.ts';
import { busName } from '../resources.ts';
import { target } from '../rule.ts';
import type { EventsState, Rule } from '../state.ts';

const onBus = z.looseObject({ EventBusName: z.string().optional() });
const named = onBus.extend({ Name: z.string().min(1) });
const ofRule = onBus.extend({ Rule: z.string().min(1) });

function allow(state: EventsState, { principal }: Call, action: string, resource: string): void {
  state.context.policies.authorize({ principal, action: `events:${action}`, resource });
}

const description = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  State: rule.enabled ? 'ENABLED' : 'DISABLED',
  EventBusName: rule.bus,
  ...(rule.pattern !== undefined && { EventPattern: rule.pattern }),
  ...(rule.schedule !== undefined && { ScheduleExpression: rule.schedule }),
  ...(rule.description !== undefined && { Description: rule.description }),
});

export const putRule = defineOperation({
  schema: named.extend({
    EventPattern: z.string().optional(),
    ScheduleExpression: z.string().optional(),
    State: z.enum(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']).default('ENABLED'),
    Description: z.string().optional(),
  }),
  execute(state: EventsState, { Name, EventBusName, EventPattern, ScheduleExpression, State, Description }, call) {
    const bus = busName(EventBusName);
    allow(state, call, 'PutRule', state.ruleArn(bus, Name));
    if (EventPattern === undefined && ScheduleExpression === undefined) {
      throw new ServiceError(
        'ValidationException',
        'Parameter(s) EventPattern or ScheduleExpression must be specified.',
      );
    }
    const existing = state.rulesOf(bus).find(({ name }) => name === Name);
    const rule = state.saveRule({
      bus,
      name: Name,
      pattern: EventPattern,
      schedule: ScheduleExpression,
      enabled: State !== 'DISABLED',
      description: Description,
      ofApp: existing?.ofApp ?? false,
    });
    return { RuleArn: rule.arn };
  },
});

export const describeRule = defineOperation({
  schema: named,
  execute(state: EventsState, { Name, EventBusName }, call) {
    const rule = state.rule(busName(EventBusName), Name);
    allow(state, call, 'DescribeRule', rule.arn);
    return description(rule);
  },
});

export const listRules = defineOperation({
  schema: onBus.extend({ NamePrefix: z.string().default('') }),
  execute(state: EventsState, { EventBusName, NamePrefix }, call) {
    allow(state, call, 'ListRules', '*');
    const rules = state.rulesOf(busName(EventBusName)).filter(({ name }) => name.startsWith(NamePrefix));
    return { Rules: rules.map(description) };
  },
});

export const deleteRule = defineOperation({
  schema: named,
  execute(state: EventsState, { Name, EventBusName }, call) {
    const bus = busName(EventBusName);
    allow(state, call, 'DeleteRule', state.ruleArn(bus, Name));
    const rule = state.rulesOf(bus).find(({ name }) => name === Name);
    if (rule && rule.targets.length > 0) {
      throw new ServiceError('ValidationException', "Rule can't be deleted since it has targets.");
    }
    if (rule) state.removeRule(rule);
    return {};
  },
});

const setEnabled = (action: string, enabled: boolean) =>
  defineOperation({
    schema: named,
    execute(state: EventsState, { Name, EventBusName }, call) {
      const rule = state.rule(busName(EventBusName), Name);
      allow(state, call, action, rule.arn);
      state.saveRule({ ...rule, enabled });
      return {};
    },
  });
export const enableRule = setEnabled('EnableRule', true);
export const disableRule = setEnabled('DisableRule', false);

export const putTargets = defineOperation({
  schema: ofRule.extend({ Targets: z.array(target).min(1) }),
  execute(state: EventsState, { Rule: name, EventBusName, Targets }, call) {
    const rule = state.rule(busName(EventBusName), name);
    allow(state, call, 'PutTargets', rule.arn);
    if (new Set([...rule.targets, ...Targets].map(({ Id }) => Id)).size > 5) {
      throw new ServiceError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
    }
    state.saveTargets(rule, Targets);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});

export const removeTargets = defineOperation({
  schema: ofRule.extend({ Ids: z.array(z.string()).min(1) }),
  execute(state: EventsState, { Rule: name, EventBusName, Ids }, call) {
    const rule = state.rule(busName(EventBusName), name);
    allow(state, call, 'RemoveTargets', rule.arn);
    state.removeTargets(rule, Ids);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});

export const listTargetsByRule = defineOperation({
  schema: ofRule,
  execute(state: EventsState, { Rule: name, EventBusName }, call) {
    const rule = state.rule(busName(EventBusName), name);
    allow(state, call, 'ListTargetsByRule', rule.arn);
    return { Targets: rule.targets };
  },
});

export const listRuleNamesByTarget = defineOperation({
  schema: onBus.extend({ TargetArn: z.string() }),
  execute(state: EventsState, { EventBusName, TargetArn }, call) {
    allow(state, call, 'ListRuleNamesByTarget', '*');
    const rules = state.rulesOf(busName(EventBusName));
    return {
      RuleNames: rules.filter(({ targets }) => targets.some(({ Arn }) => Arn === TargetArn)).map(({ name }) => name),
    };
  },
});

const REQUIRED = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'] as const;

export const testEventPattern = defineOperation({
  schema: z.looseObject({ EventPattern: z.string(), Event: z.string() }),
  execute(_state: EventsState, { EventPattern, Event }) {
    try {
      const pattern = compilePattern(EventPattern);
      const event: unknown = JSON.parse(Event);
      const missing = REQUIRED.find((name) => event === null || typeof event !== 'object' || !(name in event));
      if (missing) throw new ServiceError('ValidationException', `Event has no ${missing}.`);
      return { Result: pattern.matches(Event) };
    } catch (error) {
      if (error instanceof InvalidPatternError) {
        throw new ServiceError('InvalidEventPatternException', error.message, { cause: error });
      }
      if (error instanceof SyntaxError) {
        throw new ServiceError('ValidationException', 'Event is not valid JSON.', { cause: error });
      }
      throw error;
    }
  },
});
