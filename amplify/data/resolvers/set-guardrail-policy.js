// Held to lib/domain/guardrails/policy.ts by its test; the values themselves are the schema's enums.
import { util } from '@aws-appsync/utils';

export function request(ctx) {
  const { organization, maskInPrompts, documentsWithInstructions, secretsInOutput } = ctx.args;
  const policy = { schemaVersion: 1, maskInPrompts, documentsWithInstructions, secretsInOutput };
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ id: organization }),
    update: {
      expression: 'SET guardrails = :policy, updatedAt = :now',
      expressionValues: util.dynamodb.toMapValues({ ':policy': policy, ':now': util.time.nowISO8601() }),
    },
    condition: { expression: 'attribute_exists(id)' },
  };
}

export function response(ctx) {
  if (ctx.error) {
    const isMissing = ctx.error.type === 'DynamoDB:ConditionalCheckFailedException';
    const message = isMissing
      ? 'There is no such organization. Check its id.'
      : 'The policy cannot be changed now. Try again.';
    const info = {
      code: isMissing ? 'ORGANIZATION_NOT_FOUND' : 'NOT_CHANGED',
      field: isMissing ? 'organization' : null,
    };
    util.error(message, isMissing ? 'NotFound' : 'Unavailable', null, info);
  }
  return ctx.result;
}
