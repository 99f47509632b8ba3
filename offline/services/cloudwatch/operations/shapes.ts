import { z } from 'zod';
import type { Call } from '../../../kernel/aws-json.ts';
import type { CloudWatchState } from '../state.ts';

/** CloudWatch's standard units. */
const UNITS = [
  ...['Seconds', 'Microseconds', 'Milliseconds'],
  ...['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'],
  ...['Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits', 'Percent', 'Count'],
  ...['Bytes/Second', 'Kilobytes/Second', 'Megabytes/Second', 'Gigabytes/Second', 'Terabytes/Second'],
  ...['Bits/Second', 'Kilobits/Second', 'Megabits/Second', 'Gigabits/Second', 'Terabits/Second'],
  ...['Count/Second', 'None'],
] as const;

export const unit = z.enum(UNITS).optional();

const dimension = z.looseObject({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1024) });

export const dimensions = z.array(dimension).max(30).default([]);

export const namespace = z.string().min(1).max(255).regex(/^[^:]/, 'must not begin with a colon');

/** Seconds since the epoch, as the JSON protocol writes time stamps. */
export const timestamp = z.number();

/** @throws ServiceError AccessDeniedException when the caller's role does not grant the action. Metrics have no ARN. */
export function allow(state: CloudWatchState, { principal }: Call, action: string, namespaceName?: string): void {
  state.context.policies.authorize({
    principal,
    action: `cloudwatch:${action}`,
    resource: '*',
    ...(namespaceName === undefined ? {} : { context: { 'cloudwatch:namespace': namespaceName } }),
  });
}

export const toRecord = (list: readonly { Name: string; Value: string }[]): Record<string, string> =>
  Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));

/** Whether a period is one that CloudWatch has: 1, 5, 10, 20, 30 seconds or whole minutes. */
export const isPeriod = (seconds: number): boolean =>
  [1, 5, 10, 20, 30].includes(seconds) || (seconds >= 60 && seconds % 60 === 0);
