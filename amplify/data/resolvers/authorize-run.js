// First step of every custom operation on a run: unknown and foreign ids answer alike.
import { util } from '@aws-appsync/utils';

// Held to lib/domain/access/operations.ts by a test; resolver code cannot import it.
const capabilityOfOperation = {
  cancelRun: 'org_chat',
  retryStep: 'org_chat',
  replayRun: 'org_chat',
  redriveDeadLetter: 'org_manage',
  getRunCost: 'org_read',
  onRunEvent: 'org_read',
};

function refuse(ctx, type, code, message) {
  const requestId = ctx.request.headers['x-amzn-requestid'] ?? ctx.request.headers['x-amzn-trace-id'] ?? util.autoId();
  util.error(message, type, null, { code, field: 'runId', requestId });
}

export function request(ctx) {
  const runId = ctx.args.runId.trim();
  if (runId === '' || runId.length > 128)
    refuse(ctx, 'NotFound', 'RUN_NOT_FOUND', 'There is no such run. Check its id.');
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ id: runId }), consistentRead: true };
}

export function response(ctx) {
  if (ctx.error) refuse(ctx, 'Unavailable', 'RUN_UNAVAILABLE', 'The run cannot be read now. Try again.');
  const claims = ctx.identity.claims ?? {};
  const isAdmin = (claims['cognito:groups'] ?? []).includes('admin');
  const run = ctx.result;
  if (!run || (!isAdmin && claims.org_read !== run.organization)) {
    refuse(ctx, 'NotFound', 'RUN_NOT_FOUND', 'There is no such run. Check its id.');
  }
  const capability = capabilityOfOperation[ctx.info.fieldName] ?? 'org_design';
  if (!isAdmin && claims[capability] !== run.organization) {
    refuse(ctx, 'Unauthorized', 'CAPABILITY_MISSING', 'Your role does not permit this. Ask an administrator.');
  }
  ctx.stash.run = { id: run.id, organization: run.organization, projectId: run.projectId };
  return ctx.stash.run;
}
