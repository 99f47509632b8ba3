import { ServiceError } from '../../../kernel/errors.ts';
import type { QueryOperation } from './operation.ts';

/** The account of an access key: there is one. */
export const getAccessKeyInfo: QueryOperation = {
  unsigned: false,
  execute({ account }, { AccessKeyId = '' }) {
    if (!/^\w{16,128}$/.test(AccessKeyId)) {
      throw new ServiceError(
        'ValidationError',
        `1 validation error detected: Value '${AccessKeyId}' at 'accessKeyId' failed to satisfy constraint: Member must have length greater than or equal to 16`,
      );
    }
    return { Account: account };
  },
};
