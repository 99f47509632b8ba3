import { z } from 'zod';
import { poolInput, poolOperation } from '../access.ts';
import { cutPage, pageStart, pageToken } from '../pages.ts';
import { parseUserFilter } from '../user-filter.ts';
import { describeUser, toUser } from '../users.ts';

const schema = poolInput.extend({
  AttributesToGet: z.array(z.string()).optional(),
  Filter: z.string().max(256).optional(),
  Limit: z.number().int().min(0).max(60).default(60),
  PaginationToken: z.string().nullish(),
});

export const listUsers = poolOperation('ListUsers', schema, ({ state, pool, input }) => {
  const list = `ListUsers ${pool.id} ${input.Filter ?? ''}`;
  const after = pageStart(state, list, input.PaginationToken, 0);
  const condition = input.Filter ? parseUserFilter(pool, input.Filter) : { sql: '1', values: [] };
  const limit = input.Limit || 60;
  const rows = state.store.all(
    `SELECT * FROM users WHERE pool_id = ? AND ${condition.sql} AND sequence > ? ORDER BY sequence LIMIT ?`,
    pool.id,
    ...condition.values,
    after,
    limit + 1,
  );
  const { page, next } = cutPage(rows, limit, (last) => pageToken(state, list, Number(last.sequence)));
  return {
    Users: page.map((row) => describeUser(toUser(row), input.AttributesToGet)),
    ...(next !== undefined && { PaginationToken: next }),
  };
});
