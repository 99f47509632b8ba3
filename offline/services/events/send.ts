import { callTarget } from '../../kernel/call-target.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { TargetInput } from './rule.ts';
import type { EventEnvelope } from './target-input.ts';

/** Services of targets that this backend delivers to, by the third part of their ARN. */
export const DELIVERABLE = new Set(['lambda', 'sqs', 'events', 'logs']);

/** Why a delivery failed, by the codes of EventBridge's dead letters; `isFinal`: no attempt is made again. */
export class DeliveryFault extends Error {
  readonly code: string;
  readonly isFinal: boolean;

  constructor(code: string, message: string, { isFinal = true, cause }: { isFinal?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.code = code;
    this.isFinal = isFinal;
  }
}

export type Sending = {
  target: TargetInput;
  input: string;
  event: EventEnvelope;
  ruleArn: string;
  /** Takes the event, as it is, on another bus of this account. @throws ServiceError when there is none */
  forward: (busArn: string) => void;
};

/** Brings an event to its target. @throws DeliveryFault */
export async function send(context: ServiceContext, sending: Sending): Promise<void> {
  const { target, input, event, ruleArn, forward } = sending;
  const { Arn: arn, RoleArn: roleArn, SqsParameters } = target;
  const [, , service = '', region, account] = arn.split(':');
  if (!DELIVERABLE.has(service)) {
    throw new DeliveryFault('SDK_CLIENT_ERROR', `The offline backend does not deliver to ${service || arn}.`);
  }
  if (account !== context.account || region !== context.region) {
    throw new DeliveryFault('NO_RESOURCE', `${arn} is of another account or region.`);
  }
  try {
    await callTarget(context, {
      ...{ arn, input, roleArn, caller: 'events', sourceArn: ruleArn, toBus: forward },
      ...{ groupId: SqsParameters?.MessageGroupId, deduplicationId: event.id },
    });
  } catch (error) {
    throw error instanceof DeliveryFault ? error : toFault(error);
  }
}

const MISSING = /^(ResourceNotFoundException|QueueDoesNotExist|ResourceNotFound)$/;

function toFault(cause: unknown): DeliveryFault {
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof ServiceError ? cause.code : '';
  if (MISSING.test(code)) return new DeliveryFault('NO_RESOURCE', message, { cause });
  if (/AccessDenied/.test(code)) return new DeliveryFault('NO_PERMISSIONS', message, { cause });
  if (/TooManyRequests|Throttl/.test(code)) return new DeliveryFault('THROTTLING', message, { cause, isFinal: false });
  if (code === 'InvalidParameterValue' || code === 'MissingParameter' || code === 'InvalidParameterValueException') {
    return new DeliveryFault('INVALID_PARAMETER', message, { cause });
  }
  return new DeliveryFault(cause instanceof ServiceError ? 'ERROR_FROM_TARGET' : 'INTERNAL_ERROR', message, {
    ...{ cause, isFinal: false },
  });
}
