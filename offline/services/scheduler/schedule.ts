import { z } from 'zod';
import { ServiceError } from '../../kernel/errors.ts';
import { stableLetters } from '../../kernel/ids.ts';
import { InvalidScheduleError, nextTime, parseSchedule, type Schedule } from '../../kernel/schedule-expression.ts';
import { isTimeZone } from '../../kernel/time-zone.ts';

const count = z.union([z.number(), z.string()]).transform(Number).pipe(z.number().int());
/** Seconds since the epoch over the API, ISO text in definitions. */
const instant = z.union([z.number().transform((seconds) => seconds * 1000), z.iso.datetime().transform(Date.parse)]);

export const schedulerName = z.string().regex(/^[0-9a-zA-Z\-_.]{1,64}$/);

const target = z.looseObject({
  Arn: z.string().min(1).max(1600),
  RoleArn: z.string().regex(/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@\-/]+$/),
  Input: z.string().min(1).optional(),
  RetryPolicy: z
    .object({
      MaximumRetryAttempts: count.pipe(z.number().min(0).max(185)).optional(),
      MaximumEventAgeInSeconds: count.pipe(z.number().min(60).max(86_400)).optional(),
    })
    .optional(),
  DeadLetterConfig: z.object({ Arn: z.string().optional() }).optional(),
  SqsParameters: z.object({ MessageGroupId: z.string().min(1).max(128).optional() }).optional(),
  EventBridgeParameters: z
    .object({ DetailType: z.string().min(1).max(128), Source: z.string().min(1).max(256) })
    .optional(),
});
export type Target = z.infer<typeof target>;

/** What a schedule is, by the members of the API; the same in CloudFormation. */
export const definition = {
  ScheduleExpression: z.string().min(1).max(256),
  ScheduleExpressionTimezone: z.string().min(1).max(50).default('UTC'),
  StartDate: instant.optional(),
  EndDate: instant.optional(),
  FlexibleTimeWindow: z.object({
    Mode: z.enum(['OFF', 'FLEXIBLE']),
    MaximumWindowInMinutes: count.pipe(z.number().min(1).max(1440)).optional(),
  }),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Description: z.string().max(512).optional(),
  KmsKeyArn: z.string().optional(),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  Target: target,
};
/** The members as one object; others are left out. */
export const definitionObject = z.object(definition);
export type Definition = z.infer<typeof definitionObject>;

/** Targets that this backend invokes, by the third part of their ARN. */
export const INVOCABLE = new Set(['lambda', 'sqs', 'events']);

const invalid = (message: string) => new ServiceError('ValidationException', message);

/** @throws ServiceError ValidationException for what EventBridge Scheduler would refuse. */
export function checkDefinition(given: Definition): Schedule {
  const { ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target } = given;
  const schedule = parse(ScheduleExpression);
  if (!isTimeZone(ScheduleExpressionTimezone)) {
    throw invalid(`Invalid Schedule Expression Timezone ${ScheduleExpressionTimezone}.`);
  }
  const isFlexible = FlexibleTimeWindow.Mode === 'FLEXIBLE';
  if (isFlexible !== (FlexibleTimeWindow.MaximumWindowInMinutes !== undefined)) {
    throw invalid(
      isFlexible
        ? 'MaximumWindowInMinutes is required when the mode of the flexible time window is FLEXIBLE.'
        : 'MaximumWindowInMinutes must not be given when the mode of the flexible time window is OFF.',
    );
  }
  if (given.StartDate !== undefined && given.EndDate !== undefined && given.EndDate <= given.StartDate) {
    throw invalid('The EndDate you specify must come after the StartDate.');
  }
  checkTarget(Target);
  return schedule;
}

function parse(expression: string): Schedule {
  try {
    return parseSchedule(expression);
  } catch (cause) {
    if (!(cause instanceof InvalidScheduleError)) throw cause;
    throw new ServiceError('ValidationException', `Invalid Schedule Expression ${expression}.`, { cause });
  }
}

function checkTarget({ Arn, SqsParameters, EventBridgeParameters, DeadLetterConfig, Input }: Target): void {
  if (!/^arn:[\w-]+:[\w-]+:[\w-]*:[\w-]*:.+$/.test(Arn))
    throw invalid(`Provided Arn is not in correct format: ${Arn}.`);
  const service = Arn.split(':')[2] ?? '';
  if (service === 'sqs' && Arn.endsWith('.fifo') && SqsParameters?.MessageGroupId === undefined) {
    throw invalid('Parameter SqsParameters is required: the target is a FIFO queue and needs a MessageGroupId.');
  }
  if (service !== 'sqs' && SqsParameters) throw invalid('SqsParameters are for targets of Amazon SQS only.');
  if (service === 'events' && !EventBridgeParameters) {
    throw invalid('Parameter EventBridgeParameters is required for targets of Amazon EventBridge.');
  }
  if (service !== 'events' && EventBridgeParameters) {
    throw invalid('EventBridgeParameters are for targets of Amazon EventBridge only.');
  }
  if (service === 'events' && !isObjectText(Input)) throw invalid('Input must be a JSON object: it is the detail.');
  if (DeadLetterConfig?.Arn?.endsWith('.fifo')) throw invalid('The dead-letter queue must be a standard queue.');
}

function isObjectText(text: string | undefined): boolean {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/**
 * The next time of a schedule after `after` that its dates allow, or undefined. A rate without StartDate fires at once,
 * then counts from its making; one with a start date from there.
 */
export function nextInvocation(
  { schedule, given }: { schedule: Schedule; given: Definition },
  after: number,
  created: number,
): number | undefined {
  const anchor = schedule.kind === 'rate' ? (given.StartDate ?? created) : undefined;
  // The start itself counts; a one-time schedule knows no start.
  const from = schedule.kind === 'at' ? after : Math.max(after, (given.StartDate ?? created) - 1, created - 1);
  const next = nextTime(schedule, from, {
    zone: given.ScheduleExpressionTimezone,
    ...(anchor !== undefined && { anchor }),
  });
  return next === undefined || (given.EndDate !== undefined && next > given.EndDate) ? undefined : next;
}

/** Milliseconds into its window at which an invocation is made: spread over the window, the same each time it is asked. */
export function windowOffset({ FlexibleTimeWindow }: Definition, arn: string, time: number): number {
  const minutes = FlexibleTimeWindow.MaximumWindowInMinutes;
  if (FlexibleTimeWindow.Mode === 'OFF' || minutes === undefined) return 0;
  return Number.parseInt(stableLetters(10, `${arn}@${time}`), 36) % (minutes * 60_000);
}
