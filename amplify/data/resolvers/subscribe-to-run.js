// After authorize-run: what reaches the subscriber names this run and its organization, both.
import { extensions, util } from '@aws-appsync/utils';

export function request() {
  return { payload: null };
}

export function response(ctx) {
  const { id, organization } = ctx.stash.run;
  const filter = { runId: { eq: id }, organization: { eq: organization } };
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(filter));
  return null;
}
