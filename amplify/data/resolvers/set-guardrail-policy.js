// Held to lib/domain/guardrails/policy.ts by its test; the values themselves are the schema's enums.
import { util } from '@aws-appsync/utils';

function requestId(ctx) {
  return ctx.request.headers['x-amzn-requestid'] ?? ctx.request.headers['x-amzn-trace-id'] ?? util.autoId();
}

export function request(ctx) {
  const { policy, policyVersion } = ctx.stash;
  // Overtaken between reading and writing, too.
  const condition =
    policyVersion === 0
      ? { expression: 'attribute_exists(id) AND attribute_not_exists(guardrails.version)' }
      : {
          expression: 'attribute_exists(id) AND guardrails.version = :seen',
          expressionValues: util.dynamodb.toMapValues({ ':seen': policyVersion }),
        };
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ id: ctx.args.organization }),
    update: {
      expression: 'SET guardrails = :policy, updatedAt = :now',
      expressionValues: util.dynamodb.toMapValues({ ':policy': policy, ':now': util.time.nowISO8601() }),
    },
    condition,
  };
}

export function response(ctx) {
  if (ctx.error) {
    const isOvertaken = ctx.error.type === 'DynamoDB:ConditionalCheckFailedException';
    const message = isOvertaken
      ? 'Somebody else changed the policy in the meantime. Look at theirs first.'
      : 'The policy cannot be changed now. Try again.';
    const info = { code: isOvertaken ? 'POLICY_CHANGED' : 'NOT_CHANGED', requestId: requestId(ctx) };
    util.error(message, isOvertaken ? 'Conflict' : 'Unavailable', null, info);
  }
  return ctx.result;
}
