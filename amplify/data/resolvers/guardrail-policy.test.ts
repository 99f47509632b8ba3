import { util } from '@aws-appsync/utils';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { response as read } from './read-guardrail-policy.js';
import { response as record } from './record-policy-change.js';
import { response as set } from './set-guardrail-policy.js';

/** What AppSync answers with: outside of it, its `util` is empty. */
class Refusal extends Error {
  readonly told: unknown;
  constructor(message: string, errorType: string, _data: unknown, errorInfo: unknown) {
    super(message);
    this.told = { errorType, errorInfo };
  }
}
const standIn = {
  autoId: () => 'made-up',
  error: (...told: ConstructorParameters<typeof Refusal>) => {
    throw new Refusal(...told);
  },
};
beforeAll(() => void Object.assign(util, standIn));
afterAll(() => {
  for (const name of Object.keys(standIn)) Reflect.deleteProperty(util, name);
});

const broken = { type: 'DynamoDB:ProvisionedThroughputExceededException' };
const overtaken = { type: 'DynamoDB:ConditionalCheckFailedException' };
const result = { id: 'demo', guardrails: { version: 3 } };
const args = { organization: 'demo', expectedVersion: 2 };

function refusalOf(respond: (ctx: object) => unknown, more: object, headers: object): unknown {
  try {
    return respond({ args, stash: {}, request: { headers }, ...more });
  } catch (error) {
    if (error instanceof Refusal) return error.told;
    throw error;
  }
}

it.each([
  ['cannot be read', read, { error: broken }, 'Unavailable', { code: 'NOT_CHANGED' }],
  ['is of no organization', read, {}, 'NotFound', { code: 'ORGANIZATION_NOT_FOUND', field: 'organization' }],
  ['is not the one seen', read, { result }, 'Conflict', { code: 'POLICY_CHANGED', field: 'expectedVersion' }],
  ['cannot be recorded', record, { error: broken }, 'Unavailable', { code: 'NOT_RECORDED' }],
  ['cannot be written', set, { error: broken }, 'Unavailable', { code: 'NOT_CHANGED' }],
  ['is overtaken', set, { error: overtaken }, 'Conflict', { code: 'POLICY_CHANGED' }],
])('a policy that %s is refused with the request to ask about', (_, respond, more, errorType, info) => {
  const ids = [
    ['r1', { 'x-amzn-requestid': 'r1', 'x-amzn-trace-id': 't1' }],
    ['t1', { 'x-amzn-trace-id': 't1' }],
    ['made-up', {}],
  ] as const;
  for (const [requestId, headers] of ids) {
    expect(refusalOf(respond, more, headers)).toStrictEqual({ errorType, errorInfo: { ...info, requestId } });
  }
});
