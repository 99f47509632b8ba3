import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { busName } from '../resources.ts';
import { type TargetInput, target } from '../rule.ts';
import { checkTargetInput } from '../target-input.ts';
import { allow, type Parts, page, pageOf } from './shapes.ts';

const MOST_TARGETS = 5;

const ofRule = z.looseObject({ EventBusName: z.string().optional(), Rule: z.string().min(1).max(64) });

/** @throws ServiceError ValidationException when EventBridge would not take the target of a rule on the bus. */
export function checkTarget(given: TargetInput, busArn: string): void {
  const { Id, Arn, RetryPolicy, SqsParameters } = given;
  if (!/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:.+$/.test(Arn)) {
    throw new ServiceError(
      'ValidationException',
      `Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  if (Arn === busArn) {
    throw new ServiceError('ValidationException', `Target ${Id} is the event bus of the rule itself.`);
  }
  if (/^arn:[^:]+:sqs:.*\.fifo$/.test(Arn) && SqsParameters?.MessageGroupId === undefined) {
    throw new ServiceError('ValidationException', `Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  }
  within(RetryPolicy?.MaximumRetryAttempts, 'MaximumRetryAttempts', 0, 185);
  within(RetryPolicy?.MaximumEventAgeInSeconds, 'MaximumEventAgeInSeconds', 60, 86_400);
  checkTargetInput(given);
}

function within(value: number | undefined, name: string, lowest: number, highest: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= lowest && value <= highest)) return;
  const bound = value < lowest ? `greater than or equal to ${lowest}` : `less than or equal to ${highest}`;
  throw new ServiceError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at 'retryPolicy.${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must have value ${bound}`,
  );
}

export const putTargets = defineOperation({
  schema: ofRule.extend({ Targets: z.array(target).min(1).max(100) }),
  execute(parts: Parts, { Rule: name, EventBusName, Targets }, call) {
    const { state } = parts;
    const rule = state.rule(busName(EventBusName), name);
    allow(parts, call, 'PutTargets', rule.arn);
    if (new Set([...rule.targets, ...Targets].map(({ Id }) => Id)).size > MOST_TARGETS) {
      throw new ServiceError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
    }
    for (const given of Targets) checkTarget(given, state.busArn(rule.bus));
    state.saveTargets(rule, Targets);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});

export const removeTargets = defineOperation({
  schema: ofRule.extend({ Ids: z.array(z.string()).min(1).max(100) }),
  execute(parts: Parts, { Rule: name, EventBusName, Ids }, call) {
    const rule = parts.state.rule(busName(EventBusName), name);
    allow(parts, call, 'RemoveTargets', rule.arn);
    parts.state.removeTargets(rule, Ids);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});

export const listTargetsByRule = defineOperation({
  schema: ofRule.extend(page.shape),
  execute(parts: Parts, { Rule: name, EventBusName, Limit, NextToken }, call) {
    const rule = parts.state.rule(busName(EventBusName), name);
    allow(parts, call, 'ListTargetsByRule', rule.arn);
    const { items, next } = pageOf(rule.targets, ({ Id }) => Id, { Limit, NextToken });
    return { Targets: items, ...next };
  },
});
