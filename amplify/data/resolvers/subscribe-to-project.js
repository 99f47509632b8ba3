// After authorize-project: what reaches the subscriber names this project and its organization, both.
import { extensions, util } from '@aws-appsync/utils';

export function request() {
  return { payload: null };
}

export function response(ctx) {
  const { id, organization } = ctx.stash.project;
  const filter = { projectId: { eq: id }, organization: { eq: organization } };
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(filter));
  return null;
}
