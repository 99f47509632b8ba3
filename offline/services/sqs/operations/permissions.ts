import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { invalidValue } from '../errors.ts';
import type { Queue, SqsState } from '../state.ts';
import { allow, queueUrl } from './shapes.ts';

type Policy = { Version: string; Id?: string; Statement: ({ Sid?: string } & Record<string, unknown>)[] };

const policyOf = ({ attributes, arn }: Queue): Policy =>
  attributes.Policy
    ? (JSON.parse(attributes.Policy) as Policy)
    : { Version: '2012-10-17', Id: `${arn}/SQSDefaultPolicy`, Statement: [] };

function save(state: SqsState, queue: Queue, policy: Policy): void {
  const { Policy: _before, ...others } = queue.attributes;
  const attributes = policy.Statement.length > 0 ? { ...others, Policy: JSON.stringify(policy) } : others;
  state.save({ name: queue.name, attributes, tags: queue.tags, ofApp: state.ofApp().includes(queue.name) });
}

/** Kept and shown; callers are checked by their own roles' policies. */
export const addPermission = defineOperation({
  schema: queueUrl.extend({
    Label: z.string().regex(/^[\w-]{1,80}$/),
    AWSAccountIds: z.array(z.string()).min(1),
    Actions: z.array(z.string()).min(1).max(7),
  }),
  execute(state: SqsState, { QueueUrl, Label, AWSAccountIds, Actions }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'AddPermission', queue.arn);
    const policy = policyOf(queue);
    if (policy.Statement.some(({ Sid }) => Sid === Label)) {
      throw invalidValue('Label', Label, 'Already exists.');
    }
    const principals = AWSAccountIds.map((account) => `arn:aws:iam::${account}:root`);
    const actions = Actions.map((action) => `SQS:${action}`);
    const one = <Item>(list: Item[]) => (list.length === 1 ? list[0] : list);
    const statement = { Sid: Label, Effect: 'Allow', Principal: { AWS: one(principals) }, Action: one(actions) };
    save(state, queue, { ...policy, Statement: [...policy.Statement, { ...statement, Resource: queue.arn }] });
    return {};
  },
});

export const removePermission = defineOperation({
  schema: queueUrl.extend({ Label: z.string() }),
  execute(state: SqsState, { QueueUrl, Label }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'RemovePermission', queue.arn);
    const policy = policyOf(queue);
    const left = policy.Statement.filter(({ Sid }) => Sid !== Label);
    if (left.length === policy.Statement.length) {
      throw new ServiceError(
        'InvalidParameterValue',
        `Value ${Label} for parameter Label is invalid. Reason: can't find label on existing policy.`,
      );
    }
    save(state, queue, { ...policy, Statement: left });
    return {};
  },
});
