import { ServiceError } from '../../../kernel/errors.ts';
import type { Reason } from '../items/cancellation-reason.ts';
import type { Index, Table } from '../tables/table.ts';

export type Kind = 'Read' | 'Write';

const TABLE_PROVISIONED =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.';
const INDEX_PROVISIONED =
  'The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API';
const TABLE_ON_DEMAND =
  'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html';
const INDEX_ON_DEMAND =
  'Throughput exceeds the current capacity for one or more global secondary indexes. DynamoDB is automatically scaling your index so please try again shortly.';

/** A throttled request: which exception, by the table's billing mode, and what was exhausted. Local indexes use the table's. */
export function throttled(table: Table, kind: Kind, index: Index | undefined): ServiceError {
  const global = index?.isGlobal ? index : undefined;
  const isProvisioned = table.definition.billingMode === 'PROVISIONED';
  const limit = isProvisioned ? 'ProvisionedThroughputExceeded' : 'KeyRangeThroughputExceeded';
  const details = {
    ThrottlingReasons: [
      {
        reason: `${global ? 'Index' : 'Table'}${kind}${limit}`,
        resource: global ? `${table.arn}/index/${global.name}` : table.arn,
      },
    ],
  };
  return isProvisioned
    ? new ServiceError('ProvisionedThroughputExceededException', global ? INDEX_PROVISIONED : TABLE_PROVISIONED, {
        details,
      })
    : new ServiceError('ThrottlingException', global ? INDEX_ON_DEMAND : TABLE_ON_DEMAND, { details });
}

export const rateExceeded = (): ServiceError =>
  new ServiceError('ThrottlingException', 'Rate of requests exceeds the allowed throughput.');

/** The code of a throttled write or statement where others of its request have theirs. */
export const throttledCode = ({ code }: ServiceError): string =>
  code === 'ThrottlingException' ? 'ThrottlingError' : 'ProvisionedThroughputExceeded';

export const isThrottled = ({ code }: ServiceError): boolean =>
  code === 'ThrottlingException' || code === 'ProvisionedThroughputExceededException';

/** The cancellation reason of a throttled part of a transaction. */
export const throttledReason = (error: ServiceError): Reason => ({
  Code: throttledCode(error),
  Message: error.message,
});
