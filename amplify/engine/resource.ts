import type { Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';

/** What the engine keeps for itself: who is at work (leases, which lapse), the state of the providers' breakers, and work that has failed for good. */
export interface EngineTables {
  readonly leases: Table;
  readonly breakers: Table;
  readonly deadLetters: Table;
}

/** The engine's own tables, alone in their stack: they depend on nothing. */
export function createEngineTables(stack: Stack): EngineTables {
  const table = (id: string, key: string, sortKey?: string) =>
    new Table(stack, id, {
      partitionKey: { name: key, type: AttributeType.STRING },
      ...(sortKey === undefined ? {} : { sortKey: { name: sortKey, type: AttributeType.STRING } }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.DEFAULT,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
  return {
    leases: table('Leases', 'scope'),
    breakers: table('Breakers', 'key'),
    deadLetters: table('DeadLetters', 'organization', 'letter'),
  };
}
