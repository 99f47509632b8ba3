// What stands before a change: whoever has not seen it is told so before anything is written.
import { util } from '@aws-appsync/utils';

function requestId(ctx) {
  return ctx.request.headers['x-amzn-requestid'] ?? ctx.request.headers['x-amzn-trace-id'] ?? util.autoId();
}

export function request(ctx) {
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ id: ctx.args.organization }), consistentRead: true };
}

export function response(ctx) {
  if (ctx.error) {
    util.error('The policy cannot be changed now. Try again.', 'Unavailable', null, {
      code: 'NOT_CHANGED',
      requestId: requestId(ctx),
    });
  }
  if (!ctx.result) {
    const info = { code: 'ORGANIZATION_NOT_FOUND', field: 'organization', requestId: requestId(ctx) };
    util.error('There is no such organization. Check its id.', 'NotFound', null, info);
  }
  const stored = ctx.result.guardrails;
  const standing = typeof stored === 'string' ? JSON.parse(stored) : (stored ?? {});
  const version = standing.version ?? 0;
  const { expectedVersion, blockInPrompts, toolAnswersWithInstructions } = ctx.args;
  if (typeof expectedVersion === 'number' && expectedVersion !== version) {
    const info = { code: 'POLICY_CHANGED', field: 'expectedVersion', requestId: requestId(ctx) };
    util.error('Somebody else changed the policy in the meantime. Look at theirs first.', 'Conflict', null, info);
  }
  ctx.stash.policyVersion = version;
  ctx.stash.policy = {
    schemaVersion: 1,
    version: version + 1,
    maskInPrompts: ctx.args.maskInPrompts,
    blockInPrompts: blockInPrompts ?? standing.blockInPrompts ?? [],
    documentsWithInstructions: ctx.args.documentsWithInstructions,
    toolAnswersWithInstructions: toolAnswersWithInstructions ?? standing.toolAnswersWithInstructions ?? 'flag',
    secretsInOutput: ctx.args.secretsInOutput,
  };
  return null;
}
