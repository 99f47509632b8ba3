// First step of every custom operation on a project: unknown and foreign ids answer alike.
import { util } from '@aws-appsync/utils';

// Held to lib/domain/access/operations.ts by a test; resolver code cannot import it.
const capabilityOfOperation = {
  sendMessageToAgent: 'org_chat',
  getConversationHistory: 'org_read',
  getAssessmentProgress: 'org_read',
  generateReportDownloadUrl: 'org_read',
  onMessageDelta: 'org_read',
  onAssessmentCompleted: 'org_read',
  startRun: 'org_chat',
  submitTask: 'org_chat',
  executeTaskOnAgent: 'org_chat',
  aggregateDataFromAgents: 'org_read',
  onDesignProgress: 'org_read',
  generateArtifactDownloadUrl: 'org_read',
  generateDocumentUploadUrl: 'org_chat',
};

function requestId(ctx) {
  return ctx.request.headers['x-amzn-requestid'] ?? ctx.request.headers['x-amzn-trace-id'] ?? util.autoId();
}

function refuse(ctx, type, code, message) {
  util.error(message, type, null, { code, field: 'projectId', requestId: requestId(ctx) });
}

export function request(ctx) {
  // submitTask names the project inside its input, which is JSON.
  const named = ctx.args.projectId ?? ctx.args.input?.projectId;
  const projectId = typeof named === 'string' ? named.trim() : '';
  if (projectId === '' || projectId.length > 128) {
    refuse(ctx, 'NotFound', 'PROJECT_NOT_FOUND', 'There is no such project. Check its id.');
  }
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ id: projectId }) };
}

export function response(ctx) {
  if (ctx.error) refuse(ctx, 'Unavailable', 'PROJECT_UNAVAILABLE', 'The project cannot be read now. Try again.');
  const claims = ctx.identity.claims ?? {};
  const isAdmin = (claims['cognito:groups'] ?? []).includes('admin');
  const project = ctx.result;
  if (!project || (!isAdmin && claims.org_read !== project.organization)) {
    refuse(ctx, 'NotFound', 'PROJECT_NOT_FOUND', 'There is no such project. Check its id.');
  }
  const capability = capabilityOfOperation[ctx.info.fieldName] ?? 'org_design';
  if (!isAdmin && claims[capability] !== project.organization) {
    refuse(ctx, 'Unauthorized', 'CAPABILITY_MISSING', 'Your role does not permit this. Ask an administrator.');
  }
  ctx.stash.project = project;
  return project;
}
