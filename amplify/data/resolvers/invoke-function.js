// In front of every function that answers a custom operation. The function returns `{ ok, data }` or
// `{ ok: false, error: { type, code, message, field } }`; whatever else comes back tells nothing to the caller.
import { util } from '@aws-appsync/utils';

function requestId(ctx) {
  return ctx.request.headers['x-amzn-requestid'] ?? ctx.request.headers['x-amzn-trace-id'] ?? util.autoId();
}

export function request(ctx) {
  const claims = ctx.identity.claims ?? {};
  return {
    operation: 'Invoke',
    payload: {
      operation: ctx.info.fieldName,
      arguments: ctx.args,
      project: ctx.stash.project ?? null,
      run: ctx.stash.run ?? null,
      approval: ctx.stash.approval ?? null,
      document: ctx.stash.document ?? null,
      knowledgeBase: ctx.stash.knowledgeBase ?? null,
      organization: ctx.stash.organization ?? null,
      caller: {
        userId: claims.sub ?? null,
        email: claims.email ?? null,
        groups: claims['cognito:groups'] ?? [],
        capabilities: ['org_read', 'org_chat', 'org_manage', 'org_design'].filter((name) => claims[name]),
      },
      requestId: requestId(ctx),
      correlationId: ctx.request.headers['x-correlation-id'] ?? null,
    },
  };
}

export function response(ctx) {
  const answer = ctx.result;
  if (ctx.error || !answer) {
    util.error('This did not work, for a reason on our side. Try again.', 'InternalError', null, {
      code: 'FUNCTION_FAILED',
      requestId: requestId(ctx),
    });
  }
  if (!answer.ok) {
    const { type, code, message, field } = answer.error;
    util.error(message, type, null, { code, field, requestId: requestId(ctx) });
  }
  return answer.data;
}
