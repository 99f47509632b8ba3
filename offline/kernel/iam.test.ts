import { describe, expect, test } from 'vitest';
import { type AccessRequest, PolicyStore, type Statement } from './iam.ts';
import type { Principal } from './principal.ts';

const roleArn = 'arn:aws:iam::123456789012:role/worker';
const principal: Principal = { kind: 'role', roleArn, sessionName: 's' };
const NOW = Date.UTC(2026, 10, 21, 12);
const ALLOW: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

function may(statements: readonly Statement[], more: Partial<AccessRequest> = {}): boolean {
  const store = new PolicyStore('123456789012', () => NOW);
  store.replace(new Map([[roleArn, statements]]));
  return store.isAllowed({ principal, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', ...more });
}

const under = (Condition: NonNullable<Statement['Condition']>, context: AccessRequest['context'] = {}) =>
  may([{ ...ALLOW, Condition }], { context });

describe('condition operators', () => {
  test.each<[string, string, string | string[], boolean]>([
    ['StringEquals', 'a*', 'a*', true],
    ['StringEquals', 'ab', 'a*', false],
    ['StringNotEquals', 'a', ['b', 'c'], true],
    ['StringNotEquals', 'b', ['b', 'c'], false],
    ['StringEqualsIgnoreCase', 'AbC', 'aBc', true],
    ['StringNotEqualsIgnoreCase', 'AbC', 'aBc', false],
    ['StringLike', 'home/ann/x', 'home/*', true],
    ['StringNotLike', 'home/ann/x', 'home/*', false],
    ['NumericEquals', '10.0', '10', true],
    ['NumericNotEquals', '10', '11', true],
    ['NumericLessThan', '9', '10', true],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '10', '10', false],
    ['NumericGreaterThanEquals', '10', '10', true],
    ['DateEquals', '2026-11-21T12:00:00Z', '1795262400', true],
    ['DateLessThan', '2026-11-21T11:00:00Z', '2026-11-21T12:00:00Z', true],
    ['DateGreaterThanEquals', '2026-11-21T11:00:00Z', '2026-11-21T12:00:00Z', false],
    ['Bool', 'true', 'True', true],
    ['BinaryEquals', 'AQID', 'AQID', true],
    ['IpAddress', '10.1.2.3', '10.0.0.0/8', true],
    ['IpAddress', '11.1.2.3', ['10.0.0.0/8', '::1'], false],
    ['NotIpAddress', '11.1.2.3', '10.0.0.0/8', true],
    ['ArnLike', 'arn:aws:sns:us-east-1:1:topic', 'arn:aws:sns:*:1:t*', true],
    ['ArnLike', 'arn:aws:sns:us-east-1:1:topic', 'arn:aws:*:topic', false],
    ['ArnNotEquals', 'arn:aws:sns:us-east-1:1:topic', 'arn:aws:sns:us-east-1:2:topic', true],
  ])('%s of %s and %s', (operator, actual, expected, holds) => {
    expect(under({ [operator]: { 'x:key': expected } }, { 'X:Key': actual })).toBe(holds);
  });

  test('a missing key fails, unless the operator is a negation, IfExists or Null', () => {
    expect(under({ StringEquals: { 'x:key': 'a' } })).toBe(false);
    expect(under({ StringNotEquals: { 'x:key': 'a' } })).toBe(true);
    expect(under({ StringEqualsIfExists: { 'x:key': 'a' } })).toBe(true);
    expect(under({ Null: { 'x:key': 'true' } })).toBe(true);
    expect(under({ Null: { 'x:key': 'false' } }, { 'x:key': 'a' })).toBe(true);
  });

  test('keys of many values: all of them, or any', () => {
    const keys = { 'dynamodb:LeadingKeys': ['ann', 'bob'] };
    const condition = (quantifier: string, expected: string[]) =>
      under({ [`${quantifier}:StringEquals`]: { 'dynamodb:LeadingKeys': expected } }, keys);
    expect(condition('ForAllValues', ['ann', 'bob', 'eve'])).toBe(true);
    expect(condition('ForAllValues', ['ann'])).toBe(false);
    expect(condition('ForAnyValue', ['ann'])).toBe(true);
    expect(condition('ForAnyValue', ['eve'])).toBe(false);
    expect(under({ 'ForAllValues:StringEquals': { 'x:key': 'a' } })).toBe(true);
    expect(under({ 'ForAnyValue:StringEquals': { 'x:key': 'a' } })).toBe(false);
  });

  test('what cannot be read fails safe: an allow does not apply, a deny does', () => {
    const unreadable: NonNullable<Statement['Condition']>[] = [
      { StringEvenNewer: { 'x:key': 'a' } },
      { NumericLessThan: { 'x:key': 'many' } },
      { IpAddress: { 'x:key': 'anywhere' } },
    ];
    for (const Condition of unreadable) {
      const context = { 'x:key': '1' };
      expect(may([{ ...ALLOW, Condition }], { context })).toBe(false);
      expect(may([ALLOW, { ...ALLOW, Effect: 'Deny', Condition }], { context })).toBe(false);
    }
  });

  test('a deny whose other condition fails does not apply', () => {
    const Condition = { StringEvenNewer: { 'x:key': 'a' }, StringEquals: { 'x:key': 'b' } };
    expect(may([ALLOW, { ...ALLOW, Effect: 'Deny', Condition }], { context: { 'x:key': 'a' } })).toBe(true);
  });

  test('time is the backend’s', () => {
    expect(under({ DateLessThan: { 'aws:CurrentTime': '2026-11-21T12:00:01Z' } })).toBe(true);
    expect(under({ DateLessThan: { 'aws:CurrentTime': '2026-11-21T11:59:59Z' } })).toBe(false);
  });
});

describe('policy variables', () => {
  const own = (Resource: string): Statement[] => [{ Effect: 'Allow', Action: 's3:*', Resource }];
  const identity = (identityId: string): Principal => ({
    ...{ kind: 'role', roleArn, sessionName: 's' },
    cognitoIdentity: { identityId, identityPoolId: 'p' },
  });
  const SUB = '${cognito-identity.amazonaws.com:sub}';

  test('stand for the caller', () => {
    const statements = own(`arn:aws:s3:::b/${SUB}/*`);
    expect(may(statements, { principal: identity('ann'), resource: 'arn:aws:s3:::b/ann/x' })).toBe(true);
    expect(may(statements, { principal: identity('ann'), resource: 'arn:aws:s3:::b/bob/x' })).toBe(false);
  });
  test('a star in a value is a star', () => {
    const statements = own(`arn:aws:s3:::b/${SUB}/x`);
    expect(may(statements, { principal: identity('*'), resource: 'arn:aws:s3:::b/ann/x' })).toBe(false);
    expect(may(statements, { principal: identity('*'), resource: 'arn:aws:s3:::b/*/x' })).toBe(true);
  });
  test('without a value match nothing, unless they have a default', () => {
    expect(may(own('arn:aws:s3:::b/${aws:PrincipalTag/team}*'))).toBe(false);
    const fallback = own("arn:aws:s3:::b/${aws:PrincipalTag/team, 'k'}");
    expect(may(fallback)).toBe(true);
    expect(may(own('arn:aws:s3:::b/${*}'), { resource: 'arn:aws:s3:::b/*' })).toBe(true);
    expect(may(own('arn:aws:s3:::b/${*}'))).toBe(false);
  });
});

describe('boundaries and session policies', () => {
  const READ: Statement = { Effect: 'Allow', Action: 's3:Get*', Resource: '*' };
  const store = new PolicyStore('123456789012');
  const ask = (action: string, sessionPolicy?: Statement[]) => () => {
    const who: Principal = { ...principal, ...(sessionPolicy ? { sessionPolicy } : {}) };
    store.authorize({ principal: who, action, resource: 'arn:aws:s3:::b/k' }, 'AccessDenied');
  };

  test('allow at most what they say', () => {
    store.replace(new Map([[roleArn, [ALLOW]]]), { boundaries: new Map([[roleArn, [READ]]]) });
    expect(ask('s3:GetObject')).not.toThrow();
    expect(ask('s3:PutObject')).toThrow(/because no permissions boundary allows the s3:PutObject action$/);
    store.replace(new Map([[roleArn, [ALLOW]]]));
    expect(ask('s3:PutObject', [READ])).toThrow(/because no session policy allows the s3:PutObject action$/);
    expect(ask('s3:PutObject', [])).toThrow(/no session policy/);
  });
  test('give nothing that the role has not', () => {
    store.replace(new Map([[roleArn, [READ]]]), { boundaries: new Map([[roleArn, [ALLOW]]]) });
    expect(ask('s3:PutObject', [ALLOW])).toThrow(/because no identity-based policy allows/);
  });
  test('an explicit deny is named', () => {
    store.replace(new Map([[roleArn, [ALLOW, { ...READ, Effect: 'Deny' }]]]));
    expect(ask('s3:GetObject')).toThrow(/with an explicit deny in an identity-based policy$/);
  });
});
