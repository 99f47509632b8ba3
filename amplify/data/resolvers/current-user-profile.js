// Who the caller is, from the verified token alone.
const capabilities = ['org_read', 'org_chat', 'org_manage', 'org_design'];
const roles = ['admin', 'project_manager', 'architect', 'developer'];

export function request() {
  return { payload: null };
}

export function response(ctx) {
  const claims = ctx.identity.claims ?? {};
  const groups = claims['cognito:groups'] ?? [];
  return {
    userId: claims.sub,
    email: claims.email ?? null,
    organization: claims.org_read ?? null,
    roles: roles.filter((role) => groups.includes(role)),
    capabilities: capabilities.filter((capability) => claims[capability]),
  };
}
