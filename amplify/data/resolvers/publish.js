// Passes what a function publishes on to the subscribers; nothing is stored.
import { util } from '@aws-appsync/utils';

export function request(ctx) {
  if (!ctx.identity.userArn) {
    util.error('Only services may do this.', 'Unauthorized', null, { code: 'SERVICE_ONLY' });
  }
  return { payload: ctx.args };
}

export function response(ctx) {
  return ctx.result;
}
