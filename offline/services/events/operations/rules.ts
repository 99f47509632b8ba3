import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { compilePattern, InvalidPatternError } from '../../../kernel/event-pattern.ts';
import { InvalidScheduleError, parseSchedule } from '../../../kernel/schedule-expression.ts';
import { busName } from '../resources.ts';
import type { Rule } from '../state.ts';
import { allow, type Parts, page, pageOf, tags } from './shapes.ts';
import { writeTags } from './tags.ts';

const onBus = z.looseObject({ EventBusName: z.string().optional() });
const ruleName = z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/);
const named = onBus.extend({ Name: ruleName });

const description = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  State: rule.state ?? (rule.enabled ? 'ENABLED' : 'DISABLED'),
  EventBusName: rule.bus,
  ...(rule.pattern !== undefined && { EventPattern: rule.pattern }),
  ...(rule.schedule !== undefined && { ScheduleExpression: rule.schedule }),
  ...(rule.description !== undefined && { Description: rule.description }),
  ...(rule.roleArn !== undefined && { RoleArn: rule.roleArn }),
});

export const putRule = defineOperation({
  schema: named.extend({
    EventPattern: z.string().max(4096).optional(),
    ScheduleExpression: z.string().max(256).optional(),
    State: z.enum(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']).default('ENABLED'),
    Description: z.string().max(512).optional(),
    RoleArn: z.string().optional(),
    Tags: tags,
  }),
  execute(parts: Parts, { Name, EventBusName, EventPattern, ScheduleExpression, State, ...others }, call) {
    const { state } = parts;
    const bus = busName(EventBusName);
    allow(parts, call, 'PutRule', state.ruleArn(bus, Name));
    const [pattern, schedule] = [EventPattern || undefined, ScheduleExpression || undefined];
    if (pattern === undefined && schedule === undefined) {
      throw new ServiceError(
        'ValidationException',
        'Parameter(s) EventPattern or ScheduleExpression must be specified.',
      );
    }
    const existing = state.rulesOf(bus).find(({ name }) => name === Name);
    if (schedule !== undefined) checkSchedule(schedule, bus);
    if (!existing && state.rulesOf(bus).length >= 300) {
      throw new ServiceError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
    }
    const rule = state.saveRule({
      ...{ bus, name: Name, pattern, schedule },
      enabled: State !== 'DISABLED',
      state: State,
      description: others.Description,
      roleArn: others.RoleArn,
      ofApp: existing?.ofApp ?? false,
    });
    if (!existing) writeTags(state, rule.arn, others.Tags ?? []);
    parts.schedules.refresh();
    return { RuleArn: rule.arn };
  },
});

/** @throws ServiceError ValidationException in AWS's words. */
function checkSchedule(schedule: string, bus: string): void {
  if (bus !== 'default') {
    throw new ServiceError('ValidationException', 'ScheduleExpression is supported only on the default event bus.');
  }
  try {
    parseSchedule(schedule, { isStrict: true });
  } catch (cause) {
    if (!(cause instanceof InvalidScheduleError)) throw cause;
    throw new ServiceError('ValidationException', 'Parameter ScheduleExpression is not valid.', { cause });
  }
}

export const describeRule = defineOperation({
  schema: named,
  execute(parts: Parts, { Name, EventBusName }, call) {
    const rule = parts.state.rule(busName(EventBusName), Name);
    allow(parts, call, 'DescribeRule', rule.arn);
    return { ...description(rule), CreatedBy: parts.state.context.account };
  },
});

export const listRules = defineOperation({
  schema: onBus.extend({ NamePrefix: z.string().default(''), ...page.shape }),
  execute(parts: Parts, { EventBusName, NamePrefix, Limit, NextToken }, call) {
    allow(parts, call, 'ListRules', '*');
    const rules = sorted(parts, EventBusName).filter(({ name }) => name.startsWith(NamePrefix));
    const { items, next } = pageOf(rules, ({ name }) => name, { Limit, NextToken });
    return { Rules: items.map(description), ...next };
  },
});

const sorted = ({ state }: Parts, bus: string | undefined) =>
  state.rulesOf(busName(bus)).sort((a, b) => (a.name < b.name ? -1 : 1));

export const deleteRule = defineOperation({
  schema: named,
  execute(parts: Parts, { Name, EventBusName }, call) {
    const { state, schedules } = parts;
    const bus = busName(EventBusName);
    allow(parts, call, 'DeleteRule', state.ruleArn(bus, Name));
    const rule = state.rulesOf(bus).find(({ name }) => name === Name);
    if (rule && rule.targets.length > 0) {
      throw new ServiceError('ValidationException', "Rule can't be deleted since it has targets.");
    }
    if (rule) state.removeRule(rule);
    schedules.refresh();
    return {};
  },
});

const setEnabled = (action: string, enabled: boolean) =>
  defineOperation({
    schema: named,
    execute(parts: Parts, { Name, EventBusName }, call) {
      const rule = parts.state.rule(busName(EventBusName), Name);
      allow(parts, call, action, rule.arn);
      parts.state.saveRule({ ...rule, enabled, state: enabled ? 'ENABLED' : 'DISABLED' });
      // A rule that is enabled again counts from then on.
      if (!enabled) parts.state.store.run('DELETE FROM firing WHERE bus = ? AND rule = ?', rule.bus, rule.name);
      parts.schedules.refresh();
      return {};
    },
  });
export const enableRule = setEnabled('EnableRule', true);
export const disableRule = setEnabled('DisableRule', false);

export const listRuleNamesByTarget = defineOperation({
  schema: onBus.extend({ TargetArn: z.string(), ...page.shape }),
  execute(parts: Parts, { EventBusName, TargetArn, Limit, NextToken }, call) {
    allow(parts, call, 'ListRuleNamesByTarget', '*');
    const names = sorted(parts, EventBusName)
      .filter(({ targets }) => targets.some(({ Arn }) => Arn === TargetArn))
      .map(({ name }) => name);
    const { items, next } = pageOf(names, (name) => name, { Limit, NextToken });
    return { RuleNames: items, ...next };
  },
});

const REQUIRED = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'] as const;

export const testEventPattern = defineOperation({
  schema: z.looseObject({ EventPattern: z.string(), Event: z.string() }),
  execute(_parts: Parts, { EventPattern, Event }) {
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
