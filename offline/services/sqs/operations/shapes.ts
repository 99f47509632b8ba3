import { z } from 'zod';
import type { Call } from '../../../kernel/aws-json.ts';
import { principalArn } from '../../../kernel/principal.ts';
import type { SqsState } from '../state.ts';

export const queueUrl = z.looseObject({ QueueUrl: z.string() });

export const attributeMap = z.record(z.string(), z.string()).default({});

export const messageAttributes = z
  .record(
    z.string(),
    z.looseObject({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() }),
  )
  .default({});

/** @throws ServiceError AccessDeniedException when the caller's role does not grant the action on the queue. */
export function allow(state: SqsState, { principal }: Call, action: string, resource: string): void {
  state.context.policies.authorize({ principal, action: `sqs:${action}`, resource });
}

export const senderOf = (state: SqsState, { principal }: Call): string =>
  principalArn(principal, state.context.account);
