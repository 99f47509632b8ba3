import { ServiceError } from './errors.ts';
import type { ServiceContext } from './service.ts';

/** What a rule or a schedule calls. */
export type TargetCall = {
  readonly arn: string;
  /** What the target gets, already as its input says. */
  readonly input: string;
  /** Who calls: `events` or `scheduler`. */
  readonly caller: string;
  /** The rule or schedule. */
  readonly sourceArn: string;
  /** Calls as this role, where the app defines it. */
  readonly roleArn: string | undefined;
  readonly groupId: string | undefined;
  /** On a FIFO queue; told apart from other calls, the same in every attempt. */
  readonly deduplicationId: string;
  /** Puts an event on another bus. @throws ServiceError when there is none */
  readonly toBus: (busArn: string) => void;
};

type Call = (context: ServiceContext, call: TargetCall) => unknown;

/** Targets by the third part of their ARN, with the action that a role needs. */
const TARGETS: Readonly<Record<string, { action?: string; call: Call }>> = {
  lambda: {
    action: 'lambda:InvokeFunction',
    call: ({ bus }, { arn, input, caller, sourceArn }) =>
      bus.port('lambda').invoke({
        ...{ functionName: arn, payload: input, invocationType: 'event' },
        principal: { kind: 'service', service: `${caller}.amazonaws.com`, sourceArn },
      }),
  },
  sqs: {
    action: 'sqs:SendMessage',
    call({ bus }, { arn, input, groupId, deduplicationId }) {
      const isFifo = arn.endsWith('.fifo');
      bus.port('sqs').send({ queue: arn, body: input, groupId, ...(isFifo && { deduplicationId }) });
    },
  },
  events: {
    action: 'events:PutEvents',
    call(_, { arn, toBus }) {
      toBus(arn);
    },
  },
  logs: {
    call({ bus, clock }, { arn, input, caller }) {
      const group = arn
        .split(':')
        .slice(5)
        .join(':')
        .replace(/^log-group:/, '')
        .replace(/:\*$/, '');
      bus.port('logs').append({ group, stream: caller, lines: [{ time: clock.now(), text: input }] });
    },
  },
};

/**
 * Calls a target once, as EventBridge's rules and schedules do.
 * @throws ServiceError when the role may not, the target is not there or does not take it, or it is of another kind
 */
export async function callTarget(context: ServiceContext, call: TargetCall): Promise<void> {
  const { arn, roleArn, caller } = call;
  const target = TARGETS[arn.split(':')[2] ?? ''];
  if (!target) throw new ServiceError('ValidationException', `The offline backend does not call ${arn}.`);
  const { action } = target;
  if (roleArn !== undefined && action !== undefined && context.policies.knows(roleArn)) {
    const principal = { kind: 'role', roleArn, sessionName: caller } as const;
    context.policies.authorize({ principal, action, resource: arn });
  }
  await target.call(context, call);
}
