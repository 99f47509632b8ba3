// Pages of a project's messages, newest first, of one agent if named.
import { util } from '@aws-appsync/utils';

function refuse(ctx, field, message) {
  const requestId = ctx.request.headers['x-amzn-requestid'] ?? util.autoId();
  util.error(message, 'ValidationError', null, { code: 'INVALID_ARGUMENT', field, requestId });
}

export function request(ctx) {
  const { agentId, nextToken } = ctx.args;
  const limit = ctx.args.limit ?? 50;
  if (limit < 1 || limit > 200) refuse(ctx, 'limit', 'limit must be from 1 to 200.');
  const projectId = ctx.stash.project.id;
  const query = agentId
    ? {
        expression: 'projectId = :projectId AND begins_with(#thread, :thread)',
        expressionNames: { '#thread': 'agentId#timestamp' },
        expressionValues: util.dynamodb.toMapValues({ ':projectId': projectId, ':thread': `${agentId}#` }),
      }
    : {
        expression: 'projectId = :projectId',
        expressionValues: util.dynamodb.toMapValues({ ':projectId': projectId }),
      };
  return {
    operation: 'Query',
    index: agentId ? 'byProjectAndAgent' : 'byProject',
    query,
    scanIndexForward: false,
    limit,
    nextToken: nextToken ?? null,
  };
}

export function response(ctx) {
  if (ctx.error && ctx.args.nextToken) refuse(ctx, 'nextToken', 'nextToken is not one that this query gave.');
  if (ctx.error) {
    const requestId = ctx.request.headers['x-amzn-requestid'] ?? util.autoId();
    util.error('The history cannot be read now. Try again.', 'Unavailable', null, { code: 'UNAVAILABLE', requestId });
  }
  // Ids are freed with their projects: what is stored under this one may be of who had it before. All of that is older,
  // so that nothing of one's own follows it.
  const { organization } = ctx.stash.project;
  const items = ctx.result.items.filter((item) => item.organization === organization);
  const isLast = items.length < ctx.result.items.length;
  return { items, nextToken: isLast ? null : (ctx.result.nextToken ?? null) };
}
