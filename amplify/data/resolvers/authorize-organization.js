// First step of an operation on an organization as a whole: unknown and foreign ones answer alike.
import { util } from '@aws-appsync/utils';

// Held to lib/domain/access/operations.ts by a test; resolver code cannot import it.
const capabilityOfOperation = {
  saveBlueprint: 'org_chat',
  validateBlueprint: 'org_read',
  getBlueprintCatalogue: 'org_read',
  setGuardrailPolicy: 'org_manage',
};

function refuse(ctx, type, code, message) {
  const requestId = ctx.request.headers['x-amzn-requestid'] ?? ctx.request.headers['x-amzn-trace-id'] ?? util.autoId();
  util.error(message, type, null, { code, field: 'organization', requestId });
}

export function request(ctx) {
  const { organization } = ctx.args;
  const claims = ctx.identity.claims ?? {};
  const isAdmin = (claims['cognito:groups'] ?? []).includes('admin');
  if (!isAdmin && claims.org_read !== organization) {
    refuse(ctx, 'NotFound', 'ORGANIZATION_NOT_FOUND', 'There is no such organization. Check its id.');
  }
  const capability = capabilityOfOperation[ctx.info.fieldName] ?? 'org_design';
  if (!isAdmin && claims[capability] !== organization) {
    refuse(ctx, 'Unauthorized', 'CAPABILITY_MISSING', 'Your role does not permit this. Ask an administrator.');
  }
  ctx.stash.organization = organization;
  return { payload: null };
}

export function response(ctx) {
  return ctx.stash.organization;
}
