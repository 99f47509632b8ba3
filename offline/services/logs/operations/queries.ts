import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { uuid } from '../../../kernel/ids.ts';
import { checkLimit, invalid } from '../errors.ts';
import { EVENT_OVERHEAD, readEvents } from '../events.ts';
import { parseQuery } from '../insights/commands.ts';
import { eventRow } from '../insights/event-fields.ts';
import { runQuery } from '../insights/run.ts';
import { compare, type Row } from '../insights/values.ts';
import type { LogGroup } from '../state.ts';
import { allow, type Logs } from './shapes.ts';

const MOST_ROWS = 10_000;
const MOST_GROUPS = 50;

export const startQuery = defineOperation({
  schema: z.looseObject({
    logGroupName: z.string().optional(),
    logGroupNames: z.array(z.string()).optional(),
    logGroupIdentifiers: z.array(z.string()).optional(),
    queryLanguage: z.enum(['CWLI', 'SQL', 'PPL']).default('CWLI'),
    queryString: z.string().max(10_000),
    startTime: z.number().int().nonnegative(),
    endTime: z.number().int().nonnegative(),
    limit: z.number().int().default(MOST_ROWS),
  }),
  execute(logs: Logs, input, call) {
    const { queryString, startTime, endTime, limit } = input;
    checkLimit(limit, MOST_ROWS);
    if (input.queryLanguage !== 'CWLI') throw invalid(`Queries in ${input.queryLanguage} do not work offline.`);
    if (endTime < startTime) throw invalid('The end time of the query must not be before its start time.');
    const groups = groupsOf(logs, input);
    for (const { name } of groups) allow(logs, call, 'StartQuery', name);
    // Times are seconds here; some clients send milliseconds, which AWS takes, too.
    const milliseconds = (time: number) => (time > 100_000_000_000 ? time : time * 1000);
    const range = { from: milliseconds(startTime), until: milliseconds(endTime) + 1000 };
    const counted = { bytes: 0 };
    const rows = newestFirst(groups.map((group) => rowsOf(logs, group, range, counted)));
    const answer = runQuery(parseQuery(queryString), rows, limit);
    const queryId = uuid();
    const { state } = logs;
    state.store.run(
      'INSERT INTO query (id, groups, text, created, status, answer) VALUES (?, ?, ?, ?, ?, ?)',
      ...[queryId, JSON.stringify(groups.map(({ name }) => name)), queryString, state.context.clock.now(), 'Complete'],
      JSON.stringify({
        results: answer.rows,
        statistics: {
          recordsMatched: answer.matched,
          recordsScanned: answer.scanned,
          bytesScanned: counted.bytes,
          logGroupsScanned: groups.length,
        },
      }),
    );
    return { queryId };
  },
});

type GroupNames = {
  logGroupName?: string | undefined;
  logGroupNames?: string[] | undefined;
  logGroupIdentifiers?: string[] | undefined;
};

function groupsOf({ state }: Logs, { logGroupName, logGroupNames, logGroupIdentifiers }: GroupNames): LogGroup[] {
  const given = [logGroupName && [logGroupName], logGroupNames, logGroupIdentifiers].filter((names) => names?.length);
  const [names] = given;
  if (!names || given.length > 1) {
    throw invalid('Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be given.');
  }
  if (names.length > MOST_GROUPS) throw invalid(`A query may have at most ${MOST_GROUPS} log groups.`);
  return names.map((name) => {
    try {
      return state.group(name);
    } catch (cause) {
      const { account } = state.context;
      const message = `Log group '${name}' does not exist for account ID '${account}'`;
      throw new ServiceError('ResourceNotFoundException', message, { cause });
    }
  });
}

function* rowsOf(
  { state }: Logs,
  group: LogGroup,
  range: { from: number; until: number },
  counted: { bytes: number },
): Generator<Row> {
  const rows = state.store.all('SELECT id, name FROM log_stream WHERE log_group = ?', group.id);
  const streams = new Map(rows.map(({ id, name }) => [Number(id), String(name)]));
  const log = `${state.context.account}:${group.name}`;
  for (const event of readEvents(state, { group, ...range, direction: 'backward' })) {
    counted.bytes += Buffer.byteLength(event.message) + EVENT_OVERHEAD;
    const pointer = Buffer.from(`event:${event.id}`).toString('base64');
    yield eventRow(event, { log, stream: streams.get(event.streamId) ?? '', pointer });
  }
}

/** Rows of several groups in one order; of one group as they come. */
function newestFirst(parts: readonly Iterable<Row>[]): Iterable<Row> {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return parts.flatMap((part) => [...part]).sort((left, right) => compare(right('@timestamp'), left('@timestamp')));
}

const noSuchQuery = () => new ServiceError('ResourceNotFoundException', 'Query does not exist.');

export const getQueryResults = defineOperation({
  schema: z.looseObject({ queryId: z.string() }),
  execute({ state }: Logs, { queryId }, { principal }) {
    state.context.policies.authorize({ principal, action: 'logs:GetQueryResults', resource: '*' });
    const row = state.store.get('SELECT * FROM query WHERE id = ?', queryId);
    if (!row) throw noSuchQuery();
    const answer: unknown = JSON.parse(String(row.answer));
    return { queryLanguage: 'CWLI', status: row.status, ...(answer as object) };
  },
});

/** A query here is done when its start is answered: there is never one to stop. */
export const stopQuery = defineOperation({
  schema: z.looseObject({ queryId: z.string() }),
  execute({ state }: Logs, { queryId }, { principal }) {
    state.context.policies.authorize({ principal, action: 'logs:StopQuery', resource: '*' });
    if (!state.store.get('SELECT 1 AS found FROM query WHERE id = ?', queryId)) throw noSuchQuery();
    throw invalid('The specified query is not running.');
  },
});

export const describeQueries = defineOperation({
  schema: z.looseObject({
    logGroupName: z.string().optional(),
    status: z.enum(['Scheduled', 'Running', 'Complete', 'Failed', 'Cancelled', 'Timeout', 'Unknown']).optional(),
    maxResults: z.number().int().min(1).max(1000).default(1000),
  }),
  execute({ state }: Logs, { logGroupName, status, maxResults }, { principal }) {
    state.context.policies.authorize({ principal, action: 'logs:DescribeQueries', resource: '*' });
    const rows = state.store.all(
      `SELECT * FROM query WHERE (?1 IS NULL OR EXISTS (SELECT 1 FROM json_each(groups) WHERE value = ?1))
         AND (?2 IS NULL OR status = ?2) ORDER BY created DESC LIMIT ?3`,
      ...[logGroupName ?? null, status ?? null, maxResults],
    );
    return {
      queries: rows.map((row) => ({
        queryLanguage: 'CWLI',
        queryId: row.id,
        queryString: row.text,
        status: row.status,
        createTime: row.created,
        logGroupName: (JSON.parse(String(row.groups)) as string[])[0],
      })),
    };
  },
});
