// Lets functions and other services pass, which sign with IAM; people never.
import { util } from '@aws-appsync/utils';

export function request(ctx) {
  if (!ctx.identity.userArn) {
    util.error('Only services may do this.', 'Unauthorized', null, { code: 'SERVICE_ONLY' });
  }
  return { payload: null };
}

export function response() {
  return null;
}
