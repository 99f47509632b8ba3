import { formatLease, type Lease, type LeaseLimits, lapsedLeases } from '#lib/domain/run/lease';
import { coalesce } from '#lib/runtime/coalesce';
import { conditionFailure, type Documents } from '#lib/runtime/documents';

/** For whom a place is taken. */
export interface LeaseScope {
  readonly organization: string;
  readonly agent: string;
}

interface Asked {
  readonly scope: LeaseScope;
  readonly lease: Lease;
}

/**
 * Places at work, in one item per organization: a set of leases in all, and one for each agent. To take and to give
 * back is one write each, also for several at the same time; places of workers that are gone lapse, and are cleared by
 * whoever finds no other.
 */
export function createLeaseRepository(ports: {
  readonly documents: Documents;
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

  /** Takes places for all of the leases or none; then those that are held. */
  async function take(scope: LeaseScope, leases: readonly Lease[]): Promise<readonly string[] | undefined> {
    const item = itemOf(scope);
    const latest = Math.max(...leases.map(({ expiresAt }) => expiresAt));
    try {
      await documents.update({
        ...item,
        UpdateExpression: 'SET #expires = :expires ADD #all :leases, #agent :leases',
        ConditionExpression:
          '(attribute_not_exists(#all) OR size(#all) <= :inAll) AND (attribute_not_exists(#agent) OR size(#agent) <= :ofAgent)',
        ExpressionAttributeNames: { ...item.ExpressionAttributeNames, '#expires': 'expiresAt' },
        ExpressionAttributeValues: {
          ':leases': new Set(leases.map(formatLease)),
          ':inAll': limits.organization - leases.length,
          ':ofAgent': limits.agent - leases.length,
          ':expires': Math.ceil(latest / 1000) + itemKeptSeconds,
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      return undefined;
    } catch (error) {
      const refused = conditionFailure(error);
      if (!refused) throw error;
      const held = heldIn(refused.item, scope);
      // The answer to a write may be lost and the write repeated beneath: then it met itself.
      return leases.every((lease) => held.includes(formatLease(lease))) ? undefined : held;
    }
  }

  async function takeOne(scope: LeaseScope, lease: Lease): Promise<boolean> {
    const held = await take(scope, [lease]);
    if (!held) return true;
    const lapsed = lapsedLeases(held, now());
    if (lapsed.length === 0) return false;
    await remove(scope, lapsed);
    return (await take(scope, [lease])) === undefined;
  }

  /** All together where there are places for all; else one after the other, as far as they go. */
  async function takeSome(scope: LeaseScope, leases: readonly Lease[]): Promise<boolean[]> {
    const mayFit = leases.length <= Math.min(limits.organization, limits.agent);
    if (leases.length > 1 && mayFit && !(await take(scope, leases))) return leases.map(() => true);
    const taken: boolean[] = [];
    for (const lease of leases) taken.push(taken.at(-1) !== false && (await takeOne(scope, lease)));
    return taken;
  }

  async function remove(scope: LeaseScope, leases: readonly string[]): Promise<void> {
    await documents.update({
      ...itemOf(scope),
      UpdateExpression: 'DELETE #all :leases, #agent :leases',
      ExpressionAttributeValues: { ':leases': new Set(leases) },
    });
  }

  const acquire = coalesce(async (asked: readonly Asked[]): Promise<boolean[]> => {
    const taken = new Map<Lease, boolean>();
    await Promise.all(
      byScope(asked).map(async ([scope, leases]) => {
        for (const [index, isTaken] of (await takeSome(scope, leases)).entries()) {
          const lease = leases[index];
          if (lease) taken.set(lease, isTaken);
        }
      }),
    );
    return asked.map(({ lease }) => taken.get(lease) ?? false);
  });

  const release = coalesce(async (asked: readonly Asked[]): Promise<undefined[]> => {
    await Promise.all(byScope(asked).map(([scope, leases]) => remove(scope, leases.map(formatLease))));
    return asked.map(() => undefined);
  });

  return {
    /** Takes a place; false where all are taken. */
    acquire: (scope: LeaseScope, lease: Lease): Promise<boolean> => acquire({ scope, lease }),
    release: (scope: LeaseScope, lease: Lease): Promise<void> => release({ scope, lease }),
  };
}

function byScope(asked: readonly Asked[]): [LeaseScope, Lease[]][] {
  const groups = Map.groupBy(asked, ({ scope }) => `${scope.organization} ${scope.agent}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [[first.scope, group.map(({ lease }) => lease)]] : [];
  });
}

export type LeaseRepository = ReturnType<typeof createLeaseRepository>;

/** An organization at rest needs no item. */
const itemKeptSeconds = 86_400;

function heldIn(item: Readonly<Record<string, unknown>> = {}, { agent }: LeaseScope): string[] {
  const held = [item.all, item[`agent.${agent}`]].flatMap((set) => (set instanceof Set ? [...set].map(String) : []));
  return [...new Set(held)];
}
