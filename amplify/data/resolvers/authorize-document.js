// First step of every custom operation on a document: unknown and foreign ids answer alike.
import { util } from '@aws-appsync/utils';

// Held to lib/domain/access/operations.ts by a test; resolver code cannot import it.
const capabilityOfOperation = {
  completeDocumentUpload: 'org_chat',
  generateDocumentDownloadUrl: 'org_read',
};

function refuse(ctx, type, code, message) {
  const requestId = ctx.request.headers['x-amzn-requestid'] ?? ctx.request.headers['x-amzn-trace-id'] ?? util.autoId();
  util.error(message, type, null, { code, field: 'documentId', requestId });
}

export function request(ctx) {
  const documentId = ctx.args.documentId.trim();
  if (documentId === '' || documentId.length > 128)
    refuse(ctx, 'NotFound', 'DOCUMENT_NOT_FOUND', 'There is no such document. Check its id.');
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ id: documentId }), consistentRead: true };
}

export function response(ctx) {
  if (ctx.error) refuse(ctx, 'Unavailable', 'DOCUMENT_UNAVAILABLE', 'The document cannot be read now. Try again.');
  const claims = ctx.identity.claims ?? {};
  const isAdmin = (claims['cognito:groups'] ?? []).includes('admin');
  const document = ctx.result;
  if (!document || (!isAdmin && claims.org_read !== document.organization)) {
    refuse(ctx, 'NotFound', 'DOCUMENT_NOT_FOUND', 'There is no such document. Check its id.');
  }
  const capability = capabilityOfOperation[ctx.info.fieldName] ?? 'org_design';
  if (!isAdmin && claims[capability] !== document.organization) {
    refuse(ctx, 'Unauthorized', 'CAPABILITY_MISSING', 'Your role does not permit this. Ask an administrator.');
  }
  ctx.stash.document = { id: document.id, organization: document.organization, projectId: document.projectId };
  return ctx.stash.document;
}
