import { principalArn } from '../../../kernel/principal.ts';
import type { QueryOperation } from './operation.ts';

export const getCallerIdentity: QueryOperation = {
  unsigned: false,
  execute({ account }, _parameters, principal) {
    const userId = principal.kind === 'role' ? `AROAOFFLINE:${principal.sessionName}` : 'AIDAOFFLINE';
    return { Arn: principalArn(principal, account), UserId: userId, Account: account };
  },
};
