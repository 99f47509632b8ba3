// Before the change itself: a change that nobody can be held to must not be.
import { util } from '@aws-appsync/utils';

function requestId(ctx) {
  return ctx.request.headers['x-amzn-requestid'] ?? ctx.request.headers['x-amzn-trace-id'] ?? util.autoId();
}

export function request(ctx) {
  const { organization } = ctx.args;
  const now = util.time.nowISO8601();
  return {
    operation: 'PutItem',
    key: util.dynamodb.toMapValues({ id: util.autoId() }),
    attributeValues: util.dynamodb.toMapValues({
      __typename: 'AuditEvent',
      organization,
      action: 'guardrails.policy_changed',
      actor: ctx.identity.sub,
      subject: organization,
      detail: ctx.stash.policy,
      correlationId: ctx.request.headers['x-amzn-requestid'] ?? util.autoId(),
      occurredAt: now,
      createdAt: now,
      updatedAt: now,
    }),
  };
}

export function response(ctx) {
  if (ctx.error) {
    const info = { code: 'NOT_RECORDED', requestId: requestId(ctx) };
    util.error('The policy cannot be changed now. Try again.', 'Unavailable', null, info);
  }
  return null;
}
