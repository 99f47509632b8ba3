import { notFound } from './faults.ts';
import type { CognitoState, Origin, Pool } from './state.ts';
import { toUser, type User } from './users.ts';

export type Group = {
  poolId: string;
  name: string;
  origin: Origin;
  description: string | undefined;
  /** The lower, the earlier its role is taken. */
  precedence: number | undefined;
  roleArn: string | undefined;
  createdAt: number;
  modifiedAt: number;
};

export type GroupDefinition = Pick<Group, 'name' | 'origin' | 'description' | 'precedence' | 'roleArn'>;

/** Creates or replaces a group; its members stay. */
export function putGroup(state: CognitoState, poolId: string, group: GroupDefinition): void {
  const now = state.context.clock.now();
  state.store.run(
    `INSERT INTO user_groups (pool_id, name, origin, description, precedence, role_arn, created_at, modified_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (pool_id, name) DO UPDATE SET origin = excluded.origin, description = excluded.description,
       precedence = excluded.precedence, role_arn = excluded.role_arn, modified_at = excluded.modified_at
     WHERE description IS NOT excluded.description OR precedence IS NOT excluded.precedence
       OR role_arn IS NOT excluded.role_arn OR origin IS NOT excluded.origin`,
    poolId,
    group.name,
    group.origin,
    group.description ?? null,
    group.precedence ?? null,
    group.roleArn ?? null,
    now,
    now,
  );
}

export function removeGroup({ store }: CognitoState, poolId: string, name: string): void {
  store.transaction(() => {
    store.run('DELETE FROM memberships WHERE pool_id = ? AND group_name = ?', poolId, name);
    store.run('DELETE FROM user_groups WHERE pool_id = ? AND name = ?', poolId, name);
  });
}

export function findGroup({ store }: CognitoState, poolId: string, name: string): Group | undefined {
  const row = store.get('SELECT * FROM user_groups WHERE pool_id = ? AND name = ?', poolId, name);
  return row && toGroup(row);
}

/** @throws ServiceError ResourceNotFoundException */
export function requireGroup(state: CognitoState, pool: Pool, name: string): Group {
  const group = findGroup(state, pool.id, name);
  if (!group) throw notFound('Group not found.');
  return group;
}

/** A page of a pool's groups by name, after `after`. */
export function listGroups({ store }: CognitoState, poolId: string, after: string, limit: number): Group[] {
  const sql = 'SELECT * FROM user_groups WHERE pool_id = ? AND name > ? ORDER BY name LIMIT ?';
  return store.all(sql, poolId, after, limit).map(toGroup);
}

/** A user's groups, the one that takes precedence first. */
export function groupsOf({ store }: CognitoState, user: User): Group[] {
  return store
    .all(
      `SELECT user_groups.* FROM memberships JOIN user_groups
         ON user_groups.pool_id = memberships.pool_id AND user_groups.name = memberships.group_name
       WHERE memberships.pool_id = ? AND memberships.username = ?
       ORDER BY precedence IS NULL, precedence, name`,
      user.poolId,
      user.username,
    )
    .map(toGroup);
}

/** A page of a group's users in the order they joined, each with its position. */
export function membersOf(
  { store }: CognitoState,
  poolId: string,
  group: string,
  after: number,
  limit: number,
): { position: number; user: User }[] {
  return store
    .all(
      `SELECT users.*, memberships.sequence AS position FROM memberships JOIN users
         ON users.pool_id = memberships.pool_id AND users.username = memberships.username
       WHERE memberships.pool_id = ? AND memberships.group_name = ? AND memberships.sequence > ?
       ORDER BY memberships.sequence LIMIT ?`,
      poolId,
      group,
      after,
      limit,
    )
    .map((row) => ({ position: Number(row.position), user: toUser(row) }));
}

export function addMember({ store }: CognitoState, user: User, group: string): void {
  const sql = 'INSERT OR IGNORE INTO memberships (pool_id, group_name, username) VALUES (?, ?, ?)';
  store.run(sql, user.poolId, group, user.username);
}

export function removeMember({ store }: CognitoState, user: User, group: string): void {
  const sql = 'DELETE FROM memberships WHERE pool_id = ? AND group_name = ? AND username = ?';
  store.run(sql, user.poolId, group, user.username);
}

/** A group as the API shows it; times are seconds since the epoch. */
export const describeGroup = (group: Group) => ({
  GroupName: group.name,
  UserPoolId: group.poolId,
  ...(group.description !== undefined && { Description: group.description }),
  ...(group.roleArn !== undefined && { RoleArn: group.roleArn }),
  ...(group.precedence !== undefined && { Precedence: group.precedence }),
  LastModifiedDate: group.modifiedAt / 1000,
  CreationDate: group.createdAt / 1000,
});

function toGroup(row: Record<string, unknown>): Group {
  return {
    poolId: String(row.pool_id),
    name: String(row.name),
    origin: row.origin as Origin,
    description: typeof row.description === 'string' ? row.description : undefined,
    precedence: row.precedence === null ? undefined : Number(row.precedence),
    roleArn: typeof row.role_arn === 'string' ? row.role_arn : undefined,
    createdAt: Number(row.created_at),
    modifiedAt: Number(row.modified_at),
  };
}
