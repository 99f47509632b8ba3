// First step of every custom operation on a knowledge base: unknown and foreign ids answer alike.
import { util } from '@aws-appsync/utils';

// Held to lib/domain/access/operations.ts by a test; resolver code cannot import it.
const capabilityOfOperation = {
  searchKnowledge: 'org_read',
  addKnowledgeDocument: 'org_chat',
  removeKnowledgeDocument: 'org_chat',
  syncKnowledgeBase: 'org_chat',
};

function refuse(ctx, type, code, message) {
  const requestId = ctx.request.headers['x-amzn-requestid'] ?? ctx.request.headers['x-amzn-trace-id'] ?? util.autoId();
  util.error(message, type, null, { code, field: 'knowledgeBaseId', requestId });
}

const unknown = 'There is no such knowledge base. Check its id.';

export function request(ctx) {
  const id = ctx.args.knowledgeBaseId.trim();
  if (id === '' || id.length > 128) refuse(ctx, 'NotFound', 'KNOWLEDGE_BASE_NOT_FOUND', unknown);
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ id }), consistentRead: true };
}

export function response(ctx) {
  if (ctx.error)
    refuse(ctx, 'Unavailable', 'KNOWLEDGE_BASE_UNAVAILABLE', 'The knowledge base cannot be read now. Try again.');
  const claims = ctx.identity.claims ?? {};
  const isAdmin = (claims['cognito:groups'] ?? []).includes('admin');
  const found = ctx.result;
  if (!found || (!isAdmin && claims.org_read !== found.organization)) {
    refuse(ctx, 'NotFound', 'KNOWLEDGE_BASE_NOT_FOUND', unknown);
  }
  const capability = capabilityOfOperation[ctx.info.fieldName] ?? 'org_design';
  if (!isAdmin && claims[capability] !== found.organization) {
    refuse(ctx, 'Unauthorized', 'CAPABILITY_MISSING', 'Your role does not permit this. Ask an administrator.');
  }
  ctx.stash.knowledgeBase = {
    id: found.id,
    organization: found.organization,
    provider: found.provider ?? 'LOCAL',
    embeddings: found.embeddings ?? 'NONE',
    config: found.config ?? null,
  };
  return ctx.stash.knowledgeBase;
}
