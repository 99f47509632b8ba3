import { expect, test } from 'vitest';
import { parseQuery } from './commands.ts';
import { eventRow } from './event-fields.ts';
import { runQuery } from './run.ts';

const start = Date.UTC(2026, 0, 31, 12);
const REPORT =
  'REPORT RequestId: 8476a536-e9f4-11e8-9739-2dfe598c3fcd\tDuration: 12.50 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 80 MB\tInit Duration: 150.1 ms';
const MESSAGES = [
  '{"level":"info","user":{"id":"a"},"ms":10,"tags":["x","y"]}',
  '{"level":"error","user":{"id":"b"},"ms":30}',
  'plain text user=carl, ms=55',
  '{"level":"error","user":{"id":"a"},"ms":20}',
  REPORT,
];

/** What a query gives of five events, a minute apart, without the pointers. */
function run(query: string): Record<string, string>[] {
  const rows = MESSAGES.map((message, index) =>
    eventRow(
      { id: index, streamId: 1, time: start + index * 60_000, ingested: start, message },
      { log: '123456789012:g', stream: 's', pointer: `p${index}` },
    ),
  ).reverse();
  return runQuery(parseQuery(query), rows).rows.map((row) =>
    Object.fromEntries(row.flatMap(({ field, value }) => (field === '@ptr' ? [] : [[field, value]]))),
  );
}

test('shows time and message, the newest first, unless fields say otherwise', () => {
  expect(run('limit 2')).toEqual([
    { '@timestamp': '2026-01-31 12:04:00.000', '@message': REPORT },
    { '@timestamp': '2026-01-31 12:03:00.000', '@message': MESSAGES[3] },
  ]);
  expect(run('fields level, user.id as who, ms * 2 as twice | filter ispresent(level) | sort @timestamp asc')).toEqual([
    { level: 'info', who: 'a', twice: '20' },
    { level: 'error', who: 'b', twice: '60' },
    { level: 'error', who: 'a', twice: '40' },
  ]);
});

test.for([
  ['level = "error"', 2],
  ["level != 'error'", 3],
  ['ms > 10 and ms <= 30', 2],
  ['level in ["info", "warn"]', 1],
  ['level not in ["info"] and ispresent(level)', 2],
  ['@message like "plain"', 1],
  ['@message like /(?i)PLAIN/', 1],
  ['@message not like /level/', 2],
  ['@message =~ /user=\\w+/', 1],
  ['tags.0 = "x"', 1],
  ['(level = "info" or ms = 30) and not user.id = "a"', 1],
  ['strlen(user.id) = 1', 3],
  ['@type = "REPORT" and @duration > 12 and @maxMemoryUsed / 1000000 = 80', 1],
  ['missing = "x"', 0],
] as const)('filter %s', ([condition, count]) => {
  expect(run(`fields @message | filter ${condition}`)).toHaveLength(count);
});

test('stats fold rows into groups', () => {
  expect(
    run(
      'filter ispresent(level) | stats count(*) as n, avg(ms), max(ms), pct(ms, 50) by level | sort n desc, level asc',
    ),
  ).toEqual([
    { level: 'error', n: '2', 'avg(ms)': '25', 'max(ms)': '30', 'pct(ms, 50)': '20' },
    { level: 'info', n: '1', 'avg(ms)': '10', 'max(ms)': '10', 'pct(ms, 50)': '10' },
  ]);
  expect(run('stats count(*) by bin(2m) | sort bin(2m)')).toEqual([
    { 'bin(2m)': '2026-01-31 12:00:00.000', 'count(*)': '2' },
    { 'bin(2m)': '2026-01-31 12:02:00.000', 'count(*)': '2' },
    { 'bin(2m)': '2026-01-31 12:04:00.000', 'count(*)': '1' },
  ]);
  expect(run('stats sum(ms) / count(ms) as mean, count_distinct(user.id) as users, latest(ms) as last')).toEqual([
    { mean: '20', users: '2' },
  ]);
});

test('parse takes fields out of text, by stars or by a regular expression', () => {
  const wanted = [{ name: 'carl', took: '55' }];
  expect(run('parse @message "user=*, ms=*" as name, took | filter name = "carl" | display name, took')).toEqual(
    wanted,
  );
  expect(run('parse @message /user=(?<name>\\w+), ms=(?<took>\\d+)/ | filter took > 50 | display name, took')).toEqual(
    wanted,
  );
});

test('dedup keeps the first of each', () => {
  expect(run('fields level | filter ispresent(level) | dedup level')).toEqual([{ level: 'error' }, { level: 'info' }]);
});

test('comments and bars of the console are taken', () => {
  expect(run('# all of them\n| fields ms\n| filter ms = 10 |')).toEqual([{ ms: '10' }]);
});

test.for([
  ['', /end of query/],
  ['fields', /unexpected symbol/],
  ['filter level =', /unexpected symbol/],
  ['filter (a = 1', /unexpected symbol/],
  ['fields a | unnest b', /the command unnest does not work offline/],
  ['limit 10001', /limit/],
  ['filter a like /(/', /regular expression/],
  ['parse @message "a=*" as a, b', /one name for each/],
  ['fields nothere(a)', /nothere/],
] as const)('refuses %s', ([query, message]) => {
  expect(() => run(query)).toThrow(
    expect.objectContaining({ code: 'MalformedQueryException', message: expect.stringMatching(message) as string }),
  );
});
