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
  const { bus, clock } = context;
  const [, , service = '', region, account, ...name] = target.Arn.split(':');
  if (!DELIVERABLE.has(service)) {
    throw new DeliveryFault('SDK_CLIENT_ERROR', `The offline backend does not deliver to ${service || target.Arn}.`);
  }
  if (account !== context.account || region !== context.region) {
    throw new DeliveryFault('NO_RESOURCE', `${target.Arn} is of another account or region.`);
  }
  checkRole(context, target, service);
  try {
    switch (service) {
      case 'lambda':
        await bus.port('lambda').invoke({
          functionName: target.Arn,
          payload: input,
          invocationType: 'event',
          principal: { kind: 'service', service: 'events.amazonaws.com', sourceArn: ruleArn },
        });
        return;
      case 'sqs':
        bus.port('sqs').send({
          queue: target.Arn,
          body: input,
          groupId: target.SqsParameters?.MessageGroupId,
          deduplicationId: target.Arn.endsWith('.fifo') ? event.id : undefined,
        });
        return;
      case 'events':
        forward(target.Arn);
        return;
      default:
        bus.port('logs').append({
          group: name
            .join(':')
            .replace(/^log-group:/, '')
            .replace(/:\*$/, ''),
          stream: 'events',
          lines: [{ time: clock.now(), text: input }],
        });
    }
  } catch (error) {
    throw error instanceof DeliveryFault ? error : toFault(error);
  }
}

const ROLE_ACTIONS: Readonly<Record<string, string>> = {
  lambda: 'lambda:InvokeFunction',
  sqs: 'sqs:SendMessage',
  events: 'events:PutEvents',
};

function checkRole({ policies }: ServiceContext, { RoleArn, Arn }: TargetInput, service: string): void {
  const action = ROLE_ACTIONS[service];
  if (RoleArn === undefined || action === undefined || !policies.knows(RoleArn)) return;
  const principal = { kind: 'role', roleArn: RoleArn, sessionName: 'events' } as const;
  if (policies.isAllowed({ principal, action, resource: Arn })) return;
  throw new DeliveryFault('NO_PERMISSIONS', `${RoleArn} is not authorized to perform: ${action} on resource: ${Arn}`);
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
