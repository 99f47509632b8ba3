import { describe, expect, it } from 'vitest';
import { CODE_MODULES } from '../javascript/code-modules.ts';
import { startRun } from '../run.ts';
import { iamIdentity, testContext, testSource, userPoolIdentity } from '../testing.ts';
import { TEMPLATE_UTIL } from '../vtl/template-util.ts';
import { findFunction } from './function-table.ts';

function call(path: string, ...args: unknown[]): unknown {
  const found = findFunction(TEMPLATE_UTIL, path.split('.'));
  if (!found) throw new Error(`there is no $util.${path}`);
  return found(startRun(testContext(), testSource()), ...args);
}

describe('nulls, types, lists and maps', () => {
  it.each([
    ['isNull', [null], true],
    ['isNullOrEmpty', [[]], true],
    ['isNullOrEmpty', [{}], true],
    ['isNullOrEmpty', [0], false],
    ['isNullOrBlank', ['  '], true],
    ['defaultIfNull', [null, 1], 1],
    ['defaultIfNull', [false, 1], false],
    ['defaultIfNullOrEmpty', ['', 'x'], 'x'],
    ['defaultIfNullOrBlank', [' ', 'x'], 'x'],
    ['isString', ['x'], true],
    ['isNumber', ['1'], false],
    ['isBoolean', [false], true],
    ['isList', [[]], true],
    ['isMap', [[]], false],
    ['typeOf', [null], 'Null'],
    ['typeOf', [{}], 'Map'],
    ['typeOf', [[]], 'List'],
    ['typeOf', [1], 'Number'],
    ['parseJson', ['{"a":1}'], { a: 1 }],
    ['parseJson', ['plain words'], null],
    ['parseJson', [' [1] '], [1]],
    ['parseJson', ['-1.5'], -1.5],
    ['parseJson', ['true'], true],
    ['parseJson', ['true words'], null],
    ['toJson', [null], 'null'],
    ['list.copyAndRetainAll', [[1, 2, 2, 3], [2]], [2, 2]],
    ['list.copyAndRemoveAll', [[1, 2, 2, 3], [2]], [1, 3]],
    ['map.copyAndRetainAllKeys', [{ a: 1, b: 2 }, ['a']], { a: 1 }],
    ['map.copyAndRemoveAllKeys', [{ a: 1, b: 2 }, ['a']], { b: 2 }],
  ])('%s%j is %j', (path, args, expected) => {
    expect(call(path, ...args)).toEqual(expected);
  });
});

describe('encodings', () => {
  it.each([
    ['urlEncode', ['a b&ü*~'], 'a+b%26%C3%BC*%7E'],
    ['urlDecode', ['a+b%26%C3%BC'], 'a b&ü'],
    ['base64Encode', ['grün'], 'Z3LDvG4='],
    ['base64Decode', ['Z3LDvG4='], 'grün'],
    ['escapeJavaScript', ['a"b\'/\\\n\u00fc'], 'a\\"b\\\'\\/\\\\\\n\\u00FC'],
    ['matches', ['a*b', 'aaaaab'], true],
    ['matches', ['(?i)\\p{Alpha}+', 'ABC'], true],
    ['matches', ['a', 'ba'], false],
    ['str.normalize', ['\u0041\u030a', 'nfc'], '\u00c5'],
    ['math.roundNum', [2.5], 3],
    ['math.minVal', [1, 2], 1],
    ['math.maxVal', [1, 2], 2],
  ])('%s%j is %j', (path, args, expected) => {
    expect(call(path, ...args)).toBe(expected);
  });

  it('draws random numbers from the range', () => {
    const drawn = Number(call('math.randomWithinRange', 5, 8));
    expect([5, 6, 7]).toContain(drawn);
    expect(call('math.randomDouble')).toBe(call('math.randomDouble'));
  });
});

describe('identifiers', () => {
  it('come from the source, and sort by its time', () => {
    expect(call('autoId')).toBe('00000000-0000-4000-8000-000000000001');
    expect(call('autoUlid')).toMatch(/^01KGG[0-9A-HJKMNP-TV-Z]{21}$/);
    expect(call('autoKsuid')).toMatch(/^[0-9A-Za-z]{27}$/);
  });
});

describe('dynamodb', () => {
  it.each([
    ['toDynamoDB', ['x'], { S: 'x' }],
    ['toDynamoDB', [1], { N: 1 }],
    ['toDynamoDB', [null], { NULL: null }],
    ['toDynamoDB', [[true]], { L: [{ BOOL: true }] }],
    ['toDynamoDB', [{ a: { b: 1 } }], { M: { a: { M: { b: { N: 1 } } } } }],
    ['toDynamoDBJson', ['x'], '{"S":"x"}'],
    ['toMapValues', [{ a: 1 }], { a: { N: 1 } }],
    ['toMapValuesJson', [{ a: 1 }], '{"a":{"N":1}}'],
    ['toStringSet', [['a']], { SS: ['a'] }],
    ['toNumberSet', [[1]], { NS: [1] }],
    ['toString', [null], null],
    ['toS3Object', ['k', 'b', 'r'], { S: '{"s3":{"key":"k","bucket":"b","region":"r"}}' }],
    ['fromS3ObjectJson', ['{"s3":{"key":"k"}}'], { key: 'k' }],
  ])('%s%j is %j', (name, args, expected) => {
    expect(call(`dynamodb.${name}`, ...args)).toEqual(expected);
  });
});

describe('authType', () => {
  const authType = (identity: unknown): unknown =>
    findFunction(TEMPLATE_UTIL, ['authType'])?.(startRun(testContext({ identity }), testSource()));
  const withoutStrategy = { ...userPoolIdentity(), defaultAuthStrategy: undefined };

  it.each([
    ['no identity', null, 'API Key Authorization'],
    ['a user pool', userPoolIdentity(), 'User Pool Authorization'],
    ['a user pool without its strategy', withoutStrategy, 'API Key Authorization'],
    ['a role', iamIdentity(), 'IAM Authorization'],
    ['OIDC', { sub: 's', issuer: 'i', claims: {} }, 'Open ID Connect Authorization'],
    ['a Lambda authorizer', { resolverContext: {} }, 'Lambda Authorization'],
  ])('%s', (_, identity, expected) => {
    expect(authType(identity)).toBe(expected);
  });
});

describe('http', () => {
  const run = () => startRun(testContext(), testSource());
  const http = (name: string) => findFunction(TEMPLATE_UTIL, ['http', name]);

  it('copies headers without those of the connection', () => {
    expect(call('http.copyHeaders', { Host: 'h', 'x-a': '1', Connection: 'close' })).toEqual({ 'x-a': '1' });
  });

  it('adds response headers, but no restricted ones', () => {
    const current = run();
    http('addResponseHeaders')?.(current, { 'x-count': 7, 'x-map': { a: 1 } });
    expect(current.responseHeaders).toEqual({ 'x-count': '7', 'x-map': '{"a":1}' });
    expect(() => http('addResponseHeader')?.(current, 'x-amz-id', '1')).toThrow('x-amz-id is restricted');
    expect(() => http('addResponseHeader')?.(current, 'x-long', 'x'.repeat(5000))).toThrow('exceed 4096 bytes');
  });
});

describe('xml', () => {
  it('reads elements, repeated elements, attributes and text', () => {
    const xml = `<?xml version="1.0"?><!-- c --><posts a="1"><post><id>1</id><t>A &amp; B</t></post><post/>
      <raw><![CDATA[<x>]]></raw></posts>`;
    expect(call('xml.toMap', xml)).toEqual({
      posts: { a: 1, post: [{ id: 1, t: 'A & B' }, ''], raw: '<x>' },
    });
    expect(call('xml.toJsonString', '<a>1</a>')).toBe('{"a":1}');
  });

  it('refuses what is not well-formed, and expands no entities of its own', () => {
    expect(() => call('xml.toMap', '<a><b></a>')).toThrow('The XML element a is not open.');
    expect(() => call('xml.toMap', '<a>')).toThrow('The XML element a is not closed.');
    expect(call('xml.toMap', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>')).toEqual({ a: '&e;' });
  });
});

describe('both languages', () => {
  it('have the same functions under the same names', () => {
    const inCode = (path: string) => findFunction(CODE_MODULES, ['@aws-appsync/utils', 'util', ...path.split('.')]);
    for (const path of ['error', 'autoId', 'time.nowISO8601', 'transform.toSubscriptionFilter', 'http.copyHeaders']) {
      expect(inCode(path)).toBe(findFunction(TEMPLATE_UTIL, path.split('.')));
    }
  });
});

describe('validate', () => {
  it('ends the evaluation unless the condition is true', () => {
    expect(call('validate', true, 'no')).toBe('');
    expect(() => call('validate', false, 'no')).toThrow('no');
  });
});
