// Progress of the interview; before the first answer everything is 0.
import { util } from '@aws-appsync/utils';

export function request(ctx) {
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ projectId: ctx.stash.project.id }) };
}

export function response(ctx) {
  if (ctx.error) {
    const requestId = ctx.request.headers['x-amzn-requestid'] ?? util.autoId();
    util.error('The progress cannot be read now. Try again.', 'Unavailable', null, { code: 'UNAVAILABLE', requestId });
  }
  // Ids are freed with their projects: what is stored under this one may be of who had it before.
  const isOwn = !!ctx.result && ctx.result.organization === ctx.stash.project.organization;
  const assessment = isOwn ? ctx.result : {};
  const progress = assessment.progress ?? { technical: 0, governance: 0, business: 0, commercial: 0 };
  const { technical, governance, business, commercial } = progress;
  return {
    projectId: ctx.stash.project.id,
    technical,
    governance,
    business,
    commercial,
    overall: Math.floor((technical + governance + business + commercial) / 4),
    version: assessment.version ?? 0,
    completedAt: assessment.completedAt ?? null,
  };
}
