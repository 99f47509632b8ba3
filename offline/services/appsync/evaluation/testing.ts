import type { AppendedError, Evaluation, EvaluationSource, ResolverContext } from './contract.ts';

/** A context for tests: an unsigned query of `Query.field`, changed by `changes`. */
export function testContext(changes: Partial<ResolverContext> = {}): ResolverContext {
  return {
    arguments: {},
    identity: null,
    source: null,
    request: { headers: {}, domainName: null },
    info: {
      fieldName: 'field',
      parentTypeName: 'Query',
      variables: {},
      selectionSetList: [],
      selectionSetGraphQL: '',
    },
    stash: {},
    prev: null,
    env: {},
    ...changes,
  };
}

/** A clock that stands still, and ids that count up. */
export function testSource(now = Date.UTC(2026, 1, 3, 4, 5, 6, 789)): EvaluationSource {
  let count = 0;
  return { now: () => now, uuid: () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}` };
}

/** The identity that a user pool's token gives. */
export function userPoolIdentity(claims: Record<string, unknown> = {}): Record<string, unknown> {
  const sub = '11111111-1111-4111-8111-111111111111';
  const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_test';
  return {
    sub,
    issuer,
    username: sub,
    claims: { sub, iss: issuer, username: sub, token_use: 'access', ...claims },
    sourceIp: ['127.0.0.1'],
    defaultAuthStrategy: 'ALLOW',
    groups: claims['cognito:groups'] ?? null,
  };
}

/** The identity that a function's signed request gives. */
export function iamIdentity(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    accountId: '123456789012',
    cognitoIdentityPoolId: null,
    cognitoIdentityId: null,
    sourceIp: ['127.0.0.1'],
    username: 'AROATEST:function',
    userArn: 'arn:aws:sts::123456789012:assumed-role/function-role/function',
    cognitoIdentityAuthType: null,
    cognitoIdentityAuthProvider: null,
    ...changes,
  };
}

/** The value of an evaluation that must have one. */
export function valueOf({ outcome }: Evaluation): unknown {
  if (outcome.kind === 'error') throw new Error(`the evaluation failed: ${outcome.error.message}`);
  return outcome.value;
}

/** The error of an evaluation that must have failed. */
export function errorOf({ outcome }: Evaluation): AppendedError {
  if (outcome.kind !== 'error') throw new Error('the evaluation did not fail');
  return outcome.error;
}
