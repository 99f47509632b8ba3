import { describe, expect, test } from 'vitest';
import { compilePattern } from './compile.ts';

const matching = (pattern: string, texts: readonly string[]) => texts.filter((text) => compilePattern(pattern)(text));

describe('terms', () => {
  const [bad, unauthorized, missing] = [
    '[ERROR 400] BAD REQUEST',
    '[ERROR 401] UNAUTHORIZED REQUEST',
    '[ERROR 419] MISSING ARGUMENTS',
  ];
  const [invalid, warning, exiting] = ['[ERROR 420] INVALID ARGUMENTS', '[WARN] slow', 'Exiting with ERRORCODE: -1'];
  const all = [bad, unauthorized, missing, invalid, warning, exiting];

  test.for([
    ['', all],
    ['  ', all],
    ['ERROR', [bad, unauthorized, missing, invalid, exiting]],
    ['error', []],
    ['ERROR ARGUMENTS', [missing, invalid]],
    ['?ERROR ?WARN', all],
    ['?BAD ?WARN', [bad, warning]],
    ['ERROR -ARGUMENTS', [bad, unauthorized, exiting]],
    ['-ERROR', [warning]],
    ['"INVALID ARGUMENTS"', [invalid]],
    ['"ERROR 4" -"ERROR 42"', [bad, unauthorized, missing]],
    ['"[WARN]"', [warning]],
    ['%AUTHORIZED%', [unauthorized]],
    ['%ERROR 4[0-1]\\d%', [bad, unauthorized, missing]],
    ['%^Exiting.*-1$%', [exiting]],
  ] as const)('%s', ([pattern, expected]) => {
    expect(matching(pattern, all)).toEqual(expected);
  });
});

describe('JSON', () => {
  const event = JSON.stringify({
    eventType: 'UpdateTrail',
    sourceIPAddress: '111.111.111.111',
    arrayKey: ['value', 'another value'],
    objectList: [
      { name: 'a', id: 1 },
      { name: 'b', id: 2 },
    ],
    SomeObject: null,
    cluster: { name: 'c' },
    ThisFlag: true,
    errorCode: 400,
    latency: 1.5e3,
    'detail-type': 'Order Placed',
    'dotted.key': 'd',
  });

  test.for([
    '{ $.eventType = "UpdateTrail" }',
    '{$.eventType="UpdateTrail"}',
    '{ $.eventType = UpdateTrail }',
    '{ $.eventType = "Update*" }',
    '{ $.eventType != "NoTrail" }',
    '{ $.sourceIPAddress != 123.123.* }',
    '{ $.sourceIPAddress = 111.111.* }',
    '{ $.eventType = %Trail$% }',
    '{ $.eventType = * }',
    '{ $.arrayKey[0] = "value" }',
    '{ $.arrayKey[*] = "another value" }',
    '{ $.objectList[1].id = 2 }',
    '{ $.objectList[*].name = "b" }',
    '{ $.errorCode = 400 }',
    '{ $.errorCode >= 4e2 && $.errorCode < 500 }',
    '{ $.latency > 1000 }',
    '{ $.SomeObject IS NULL }',
    '{ $.SomeOtherObject NOT EXISTS }',
    '{ $.ThisFlag IS TRUE }',
    '{ $.detail-type = "Order Placed" }',
    '{ $.["dotted.key"] = "d" }',
    '{ ($.eventType = "x" || $.errorCode = 400) && $.cluster.name = "c" }',
    '{ $.eventType = "x" && $.errorCode = 1 || $.errorCode = 400 }',
  ])('matches %s', (pattern) => {
    expect(matching(pattern, [event])).toEqual([event]);
  });

  test.for([
    '{ $.eventType = "Trail" }',
    '{ $.eventType = "updatetrail" }',
    '{ $.missing = "x" }',
    '{ $.missing != "x" }',
    '{ $.errorCode > 400 }',
    '{ $.cluster IS NULL }',
    '{ $.eventType NOT EXISTS }',
    '{ $.ThisFlag IS FALSE }',
    '{ $.arrayKey[2] = "value" }',
    '{ $.eventType = "x" && ($.errorCode = 1 || $.errorCode = 400) }',
  ])('does not match %s', (pattern) => {
    expect(matching(pattern, [event])).toEqual([]);
  });

  test('texts that are no JSON objects never match', () => {
    expect(matching('{ $.a NOT EXISTS }', ['plain', '[1]', '{ broken', '{"b":1}'])).toEqual(['{"b":1}']);
  });

  test('a selector gives the value, and what a pattern asked of is extracted', () => {
    const match = compilePattern('{ $.errorCode = 4* || $.errorCode >= 400 }')(event);
    expect(match?.select('$.latency')).toBe(1500);
    expect(match?.extracted).toEqual({ '$.errorCode': '400' });
  });
});

describe('fields', () => {
  const ok = '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 200 1534';
  const missing = '127.0.0.1 Test frank [10/Oct/2000:13:35:22 -0700] "GET /page.gif HTTP/1.0" 404 5324';
  const all = [ok, missing];
  const head = 'ip, user, username, timestamp, request';

  test.for([
    [`[${head}, status_code, bytes]`, all],
    [`[${head}, status_code = 4*, bytes]`, [missing]],
    [`[${head} = *.html*, status_code, bytes]`, [ok]],
    [`[${head} = "*.html*", status_code = 200 || status_code = 404, bytes > 1000]`, [ok]],
    [`[${head}, status_code = 4* && status_code != 400, bytes]`, [missing]],
    [`[${head}, status_code != 404, bytes]`, [ok]],
    [`[${head}, status_code]`, []],
    ['[..., status_code >= 400, bytes]', [missing]],
    ['[ip, user = Prod, ...]', [ok]],
    ['[ip = %127\\.0\\.0\\.[1-9]%, user, ..., bytes > 2000]', [missing]],
    ['[w1 = 127.0.0.1 || w1 = %x%, ...]', all],
    ['[]', all],
  ] as const)('%s', ([pattern, expected]) => {
    expect(matching(pattern, all)).toEqual(expected);
  });

  test('each field is extracted by its name', () => {
    expect(compilePattern('[ip, ..., status, bytes]')(ok)?.extracted).toMatchObject({
      $ip: '127.0.0.1',
      $status: '200',
      $bytes: '1534',
    });
  });
});

test.for([
  '{ $.a = }',
  '{ $.a == 1',
  '{ a = 1 }',
  '[a, b',
  '"open',
  'Error:',
  '%(a)%',
  '%a!%',
  '{ $.a > "text" }',
  '[a = 1 && b = 2]',
])('refuses %s', (pattern) => {
  expect(() => compilePattern(pattern)).toThrow(expect.objectContaining({ code: 'InvalidParameterException' }));
});
