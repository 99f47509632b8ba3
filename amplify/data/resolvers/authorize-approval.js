// First step of an operation on an approval: unknown and foreign ids answer alike. Whose role may decide is the
// gate's own matter; the function checks it.
import { util } from '@aws-appsync/utils';

function refuse(ctx, type, code, message) {
  const requestId = ctx.request.headers['x-amzn-requestid'] ?? ctx.request.headers['x-amzn-trace-id'] ?? util.autoId();
  util.error(message, type, null, { code, field: 'approvalId', requestId });
}

export function request(ctx) {
  const approvalId = ctx.args.approvalId.trim();
  if (approvalId === '' || approvalId.length > 256) {
    refuse(ctx, 'NotFound', 'APPROVAL_NOT_FOUND', 'There is no such approval. Check its id.');
  }
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ id: approvalId }), consistentRead: true };
}

export function response(ctx) {
  if (ctx.error) refuse(ctx, 'Unavailable', 'APPROVAL_UNAVAILABLE', 'The approval cannot be read now. Try again.');
  const claims = ctx.identity.claims ?? {};
  const isAdmin = (claims['cognito:groups'] ?? []).includes('admin');
  const approval = ctx.result;
  if (!approval || (!isAdmin && claims.org_read !== approval.organization)) {
    refuse(ctx, 'NotFound', 'APPROVAL_NOT_FOUND', 'There is no such approval. Check its id.');
  }
  ctx.stash.approval = { id: approval.id, organization: approval.organization, projectId: approval.projectId };
  return ctx.stash.approval;
}
