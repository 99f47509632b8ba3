import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { formatLease, type Lease, type LeaseLimits, lapsedLeases } from '#lib/domain/run/lease';

/** For whom a place is taken. */
export interface LeaseScope {
  readonly organization: string;
  readonly agent: string;
}

/**
 * Places at work, in one item per organization: a set of leases in all, and one for each agent. To take and to give
 * back is one write each; places of workers that are gone lapse, and are cleared by whoever finds no other.
 */
export function createLeaseRepository(ports: {
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly limits: LeaseLimits;
  readonly now: () => number;
}) {
  const { documents, tableName, limits, now } = ports;

  const itemOf = ({ organization, agent }: LeaseScope) => ({
    TableName: tableName,
    Key: { scope: organization },
    ExpressionAttributeNames: { '#all': 'all', '#agent': `agent.${agent}` },
  });

  async function take(scope: LeaseScope, lease: Lease): Promise<readonly string[] | undefined> {
    const item = itemOf(scope);
    try {
      await documents.send(
        new UpdateCommand({
          ...item,
          UpdateExpression: 'SET #expires = :expires ADD #all :lease, #agent :lease',
          ConditionExpression:
            '(attribute_not_exists(#all) OR size(#all) < :inAll) AND (attribute_not_exists(#agent) OR size(#agent) < :ofAgent)',
          ExpressionAttributeNames: { ...item.ExpressionAttributeNames, '#expires': 'expiresAt' },
          ExpressionAttributeValues: {
            ':lease': new Set([formatLease(lease)]),
            ':inAll': limits.organization,
            ':ofAgent': limits.agent,
            ':expires': Math.ceil(lease.expiresAt / 1000) + itemKeptSeconds,
          },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return heldIn(error.Item, scope);
      throw error;
    }
  }

  async function remove(scope: LeaseScope, leases: readonly string[]): Promise<void> {
    await documents.send(
      new UpdateCommand({
        ...itemOf(scope),
        UpdateExpression: 'DELETE #all :leases, #agent :leases',
        ExpressionAttributeValues: { ':leases': new Set(leases) },
      }),
    );
  }

  return {
    /** Takes a place; false where all are taken. */
    async acquire(scope: LeaseScope, lease: Lease): Promise<boolean> {
      const held = await take(scope, lease);
      if (!held) return true;
      const lapsed = lapsedLeases(held, now());
      if (lapsed.length === 0) return false;
      await remove(scope, lapsed);
      return (await take(scope, lease)) === undefined;
    },

    async release(scope: LeaseScope, lease: Lease): Promise<void> {
      await remove(scope, [formatLease(lease)]);
    },
  };
}

export type LeaseRepository = ReturnType<typeof createLeaseRepository>;

/** An organization at rest needs no item. */
const itemKeptSeconds = 86_400;

function heldIn(item: ConditionalCheckFailedException['Item'], { agent }: LeaseScope): string[] {
  const found: Readonly<Record<string, unknown>> = item ? unmarshall(item) : {};
  const held = [found.all, found[`agent.${agent}`]].flatMap((set) => (set instanceof Set ? [...set].map(String) : []));
  return [...new Set(held)];
}
