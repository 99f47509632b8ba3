import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { invalid } from './errors.ts';
import { type LogEvent, readEvents } from './events.ts';
import { compilePattern } from './filter-pattern/compile.ts';
import type { LogsState } from './state.ts';

const USUAL = 200;
const MOST = 2000;
const MOST_SCANNED = 50_000;

/**
 * `GET /_offline/logs`: the groups, by name. With `?group=` its newest lines, newest first; `&stream=`, `&filter=` (a
 * filter pattern) and `&limit=` (200, at most 2,000) narrow them.
 * @throws ServiceError when there is no such group or stream, or the pattern is none.
 */
export function newestLines(state: LogsState, { query }: OfflineRequest): OfflineResponse {
  const name = query.get('group');
  if (name === null) {
    const groups = state.store.all('SELECT name, bytes, retention FROM log_group ORDER BY name');
    return json(groups.map((group) => ({ group: group.name, bytes: group.bytes, retentionInDays: group.retention })));
  }
  const limit = Number(query.get('limit') ?? USUAL);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw invalid(`limit must be from 1 to ${MOST}.`);
  const group = state.group(name);
  const stream = query.get('stream');
  const matches = compilePattern(query.get('filter') ?? '');
  const found: LogEvent[] = [];
  let scanned = 0;
  for (const event of readEvents(state, {
    group,
    direction: 'backward',
    ...(stream !== null && { streamId: state.stream(group, stream).id }),
  })) {
    if (matches(event.message)) found.push(event);
    scanned += 1;
    if (found.length >= limit || scanned >= MOST_SCANNED) break;
  }
  const names = new Map(
    state.store
      .all('SELECT id, name FROM log_stream WHERE log_group = ?', group.id)
      .map((row) => [Number(row.id), String(row.name)]),
  );
  return json(
    found.map(({ streamId, time, message }) => ({
      time: new Date(time).toISOString(),
      stream: names.get(streamId),
      message,
    })),
  );
}

const json = (body: unknown): OfflineResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
