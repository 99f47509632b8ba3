import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Evaluation, ResolverContext } from '../contract.ts';
import { errorOf, iamIdentity, testContext, testSource, userPoolIdentity, valueOf } from '../testing.ts';
import { compileTemplate } from './compile-template.ts';

const FOLDER = new URL('./generated/', import.meta.url);

/** Evaluates a template that Amplify generated for a schema with organizations, owners and groups. */
function evaluate(name: string, context: ResolverContext): Evaluation {
  const text = readFileSync(new URL(`${name}.vtl`, FOLDER), 'utf8');
  return compileTemplate(text, { source: testSource() }).evaluate(context);
}

const outcomeOf = (name: string, changes: Partial<ResolverContext>): string => {
  const { outcome } = evaluate(name, testContext(changes));
  return outcome.kind === 'error' ? (outcome.error.errorType ?? 'error') : 'allowed';
};

const manager = userPoolIdentity({ org_manage: 'acme', org_read: 'acme' });
const stranger = userPoolIdentity({ org_manage: 'other', org_read: 'other' });
const admin = userPoolIdentity({ 'cognito:groups': ['admin'] });
const nobody = userPoolIdentity();
const sub = String(manager.sub);

describe('every generated template', () => {
  it.each(readdirSync(FOLDER))('%s compiles', (file) => {
    expect(typeof compileTemplate(readFileSync(new URL(file, FOLDER), 'utf8')).evaluate).toBe('function');
  });
});

describe('creating where a claim names the owner', () => {
  const input = { organization: 'acme', name: 'n' };
  it.each([
    ['the claim matches', manager, 'allowed'],
    ['the claim is of another organization', stranger, 'Unauthorized'],
    ['there is no claim', nobody, 'Unauthorized'],
    ['the group is static', admin, 'allowed'],
    ['a function asks', iamIdentity(), 'allowed'],
    ['an identity pool asks', iamIdentity({ cognitoIdentityPoolId: 'p', cognitoIdentityId: 'i' }), 'Unauthorized'],
    ['an API key asks', null, 'Unauthorized'],
  ])('%s', (_, identity, expected) => {
    expect(outcomeOf('create-project-auth', { identity, arguments: { input: { ...input } } })).toBe(expected);
  });

  it('fills in the owner that the input leaves out', () => {
    const context = testContext({ identity: manager, arguments: { input: { name: 'n' } } });
    expect(valueOf(evaluate('create-project-auth', context))).toEqual({ version: '2018-05-29', payload: {} });
    expect(context.arguments).toEqual({ input: { name: 'n', organization: 'acme' } });
    expect(context.stash).toEqual({ hasAuth: true });
  });
});

describe('creating where the caller is the owner', () => {
  it('writes sub and user name into the owner', () => {
    const context = testContext({ identity: manager, arguments: { input: { text: 't' } } });
    valueOf(evaluate('create-note-auth', context));
    expect(context.arguments).toEqual({ input: { text: 't', owner: `${sub}::${sub}` } });
  });

  it('refuses somebody else as owner', () => {
    const args = { input: { text: 't', owner: 'somebody' } };
    expect(outcomeOf('create-note-auth', { identity: manager, arguments: args })).toBe('Unauthorized');
  });
});

describe('reading', () => {
  it('narrows to the organizations that the claims allow', () => {
    const context = testContext({ identity: manager });
    valueOf(evaluate('read-project-auth', context));
    const filter = { or: [{ organization: { eq: 'acme' } }, { organization: { in: ['acme'] } }] };
    expect(context.stash.authFilter).toEqual(filter);
    expect(valueOf(evaluate('list-models', context))).toEqual({
      version: '2018-05-29',
      limit: 100,
      operation: 'Scan',
      filter: {
        expression: '((#organization = :or_0_organization_eq) OR (#organization IN (:or_1_organization_in_0)))',
        expressionNames: { '#organization': 'organization' },
        expressionValues: { ':or_0_organization_eq': { S: 'acme' }, ':or_1_organization_in_0': { S: 'acme' } },
      },
    });
  });

  it('reads a list of organizations from a claim that is JSON', () => {
    const context = testContext({ identity: userPoolIdentity({ org_read: '["acme","beta"]' }) });
    valueOf(evaluate('read-project-auth', context));
    expect(context.stash.authFilter).toEqual({ or: [{ organization: { in: ['acme', 'beta'] } }] });
  });

  it('refuses a caller without claims, and does not narrow an administrator', () => {
    expect(outcomeOf('read-project-auth', { identity: nobody })).toBe('Unauthorized');
    const context = testContext({ identity: admin });
    valueOf(evaluate('read-project-auth', context));
    expect(context.stash.authFilter).toBeUndefined();
  });

  it('lets an API key and groups read what is public to them', () => {
    expect(outcomeOf('read-reading-auth', { identity: null })).toBe('allowed');
    expect(outcomeOf('read-reading-auth', { identity: nobody })).toBe('allowed');
    expect(outcomeOf('read-note-auth', { identity: null })).toBe('Unauthorized');
  });

  it('narrows an index query by the key argument', () => {
    const own = testContext({ identity: manager, arguments: { organization: 'acme' } });
    expect(evaluate('projects-by-organization-auth', own).outcome.kind).toBe('value');
    const foreign = testContext({ identity: manager, arguments: { organization: 'other' } });
    expect(errorOf(evaluate('projects-by-organization-auth', foreign)).errorType).toBe('Unauthorized');
    const unnamed = testContext({ identity: manager });
    expect(evaluate('projects-by-organization-auth', unnamed).outcome.kind).toBe('value');
    expect(unnamed.arguments.organization).toEqual(['acme']);
  });

  it('refuses an item that the filter hid', () => {
    expect(outcomeOf('get-model-response', { result: { items: [], scannedCount: 1 } })).toBe('Unauthorized');
    const found = testContext({ result: { items: [{ id: '1' }], scannedCount: 1 } });
    expect(valueOf(evaluate('get-model-response', found))).toEqual({ id: '1' });
    const absent = testContext({ result: { items: [], scannedCount: 0 } });
    expect(valueOf(evaluate('get-model-response', absent))).toBeNull();
  });
});

describe('updating and deleting', () => {
  const change = (identity: unknown, result: unknown, input: Record<string, unknown>): Partial<ResolverContext> => ({
    identity,
    result,
    arguments: { input },
  });

  it.each([
    ['the owner may', manager, 'acme', 'allowed'],
    ['another organization may not', stranger, 'acme', 'Unauthorized'],
    ['an administrator may', admin, 'acme', 'allowed'],
    ['nobody else may', nobody, 'acme', 'Unauthorized'],
  ])('%s', (_, identity, organization, expected) => {
    expect(outcomeOf('update-project-auth', change(identity, { organization }, { id: '1' }))).toBe(expected);
  });

  it('compares sub and user name with the owner', () => {
    const mine = change(manager, { owner: `${sub}::${sub}` }, { id: '1' });
    expect(outcomeOf('delete-note-auth', mine)).toBe('allowed');
    expect(outcomeOf('update-note-auth', mine)).toBe('allowed');
    expect(outcomeOf('delete-note-auth', change(manager, { owner: 'x::x' }, { id: '1' }))).toBe('Unauthorized');
  });

  it('passes on what the data source failed with', () => {
    const context = testContext({ error: { message: 'condition', type: 'DynamoDB:ConditionalCheckFailedException' } });
    expect(errorOf(evaluate('update-project-auth', context))).toEqual({
      message: 'condition',
      errorType: 'DynamoDB:ConditionalCheckFailedException',
    });
  });
});

describe('subscribing', () => {
  it('narrows the events, and hands the filter to the extension', () => {
    const context = testContext({ identity: manager });
    valueOf(evaluate('subscribe-project-auth', context));
    expect(context.arguments.filter).toEqual({
      or: [{ organization: { eq: 'acme' } }, { organization: { in: ['acme'] } }],
    });
    expect(evaluate('subscribe-response', context)).toMatchObject({
      outcome: { kind: 'value', value: null },
      subscriptionFilters: {
        filterGroup: [
          { filters: [{ fieldName: 'organization', operator: 'eq', value: 'acme' }] },
          { filters: [{ fieldName: 'organization', operator: 'in', value: ['acme'] }] },
        ],
      },
    });
  });

  it('refuses an owner argument that is not the caller', () => {
    expect(outcomeOf('subscribe-note-auth', { identity: manager, arguments: { owner: 'x' } })).toBe('Unauthorized');
    expect(outcomeOf('subscribe-note-auth', { identity: manager, arguments: { owner: sub } })).toBe('allowed');
    expect(outcomeOf('subscribe-project-auth', { identity: nobody })).toBe('Unauthorized');
  });
});

describe('the gate after the rules', () => {
  it('lets pass what had a rule, and functions', () => {
    expect(outcomeOf('post-auth', { stash: { hasAuth: true } })).toBe('allowed');
    expect(outcomeOf('post-auth', {})).toBe('Unauthorized');
    expect(evaluate('post-auth', testContext({ identity: iamIdentity() })).outcome).toEqual({
      kind: 'return',
      value: {},
    });
  });

  it('asks for the group', () => {
    expect(outcomeOf('admin-work-auth', { identity: admin })).toBe('allowed');
    expect(outcomeOf('admin-work-auth', { identity: manager })).toBe('Unauthorized');
  });
});

describe('requests to the data source', () => {
  it('puts a new item with its defaults', () => {
    const stash = { conditions: [], metadata: {} };
    const input = { organization: 'acme', name: 'n', status: null, budget: 1.5 };
    const context = testContext({ stash, arguments: { input } });
    valueOf(evaluate('create-init', context));
    const id = '00000000-0000-4000-8000-000000000001';
    const createdAt = '2026-02-03T04:05:06.789Z';
    expect(context.stash).toMatchObject({ defaultValues: { id, createdAt, updatedAt: createdAt } });
    expect(valueOf(evaluate('create-project', context))).toEqual({
      version: '2018-05-29',
      operation: 'PutItem',
      key: { id: { S: id } },
      attributeValues: {
        id: { S: id },
        createdAt: { S: createdAt },
        updatedAt: { S: createdAt },
        organization: { S: 'acme' },
        name: { S: 'n' },
        budget: { N: 1.5 },
        __typename: { S: 'Project' },
      },
      condition: { expression: '(attribute_not_exists(#id))', expressionNames: { '#id': 'id' } },
    });
  });

  it('sets and removes the attributes that an update names', () => {
    const stash = { conditions: [], metadata: {} };
    const context = testContext({ stash, arguments: { input: { id: '1', name: 'n', budget: null } } });
    expect(valueOf(evaluate('update-model', context))).toEqual({
      version: '2018-05-29',
      operation: 'UpdateItem',
      key: { id: { S: '1' } },
      update: {
        expression: 'SET #name = :name REMOVE #budget',
        expressionNames: { '#name': 'name', '#budget': 'budget' },
        expressionValues: { ':name': { S: 'n' } },
      },
      condition: { expression: '(attribute_exists(#id))', expressionNames: { '#id': 'id' } },
    });
  });

  it('names a composite key by number', () => {
    const metadata = { modelObjectKey: { deviceId: { S: 'd' }, takenAt: { S: 't' } } };
    expect(valueOf(evaluate('get-model', testContext({ stash: { metadata } })))).toEqual({
      version: '2018-05-29',
      operation: 'Query',
      query: {
        expression: '#keyCount1 = :valueCount1 AND #keyCount2 = :valueCount2 ',
        expressionNames: { '#keyCount1': 'deviceId', '#keyCount2': 'takenAt' },
        expressionValues: { ':valueCount1': { S: 'd' }, ':valueCount2': { S: 't' } },
      },
    });
  });

  it('queries an index by its sort key', () => {
    const args = { projectId: 'p', priority: { between: [1, 3] }, sortDirection: 'DESC', limit: 5 };
    expect(valueOf(evaluate('tasks-by-priority', testContext({ arguments: args })))).toEqual({
      version: '2018-05-29',
      operation: 'Query',
      limit: 5,
      index: 'tasksByProjectIdAndPriority',
      scanIndexForward: false,
      query: {
        expression: '#projectId = :projectId AND #sortKey BETWEEN :sortKey0 AND :sortKey1',
        expressionNames: { '#projectId': 'projectId', '#sortKey': 'priority' },
        expressionValues: { ':projectId': { S: 'p' }, ':sortKey0': { N: '1' }, ':sortKey1': { N: '3' } },
      },
    });
    expect(errorOf(evaluate('tasks-by-priority', testContext({ arguments: { priority: { eq: 1 } } })))).toEqual({
      message: "When providing argument 'priority' you must also provide arguments projectId",
      errorType: 'InvalidArgumentsError',
    });
  });

  it('follows a relation, or returns at once where there is nothing to follow', () => {
    const found = testContext({ source: { id: 'p' } });
    expect(valueOf(evaluate('project-tasks', found))).toMatchObject({
      operation: 'Query',
      query: { expressionValues: { ':partitionKey': { S: 'p' } } },
      index: 'gsi-Project.tasks',
      scanIndexForward: true,
      filter: null,
    });
    expect(evaluate('project-tasks', testContext({ source: {} })).outcome).toEqual({
      kind: 'return',
      value: { items: [] },
    });
    expect(evaluate('task-project', testContext({ source: {} })).outcome).toEqual({ kind: 'return', value: null });
  });

  it('hands a function its whole event', () => {
    const context = testContext({
      arguments: { action: 'a"b' },
      identity: admin,
      stash: { typeName: 'Query', fieldName: 'work' },
      prev: { result: {} },
    });
    expect(valueOf(evaluate('invoke-function', context))).toEqual({
      version: '2018-05-29',
      operation: 'Invoke',
      invocationType: 'RequestResponse',
      payload: {
        typeName: 'Query',
        fieldName: 'work',
        arguments: { action: 'a"b' },
        identity: admin,
        source: null,
        request: { headers: {}, domainName: null },
        prev: { result: {} },
      },
    });
  });
});

describe('fields', () => {
  it('shows the owner without the sub', () => {
    expect(valueOf(evaluate('note-owner-response', testContext({ source: { owner: 'sub::name' } })))).toBe('name');
  });

  it('hides a protected field in the answer to a mutation', () => {
    const read = testContext({ source: { budget: 5 } });
    expect(valueOf(evaluate('project-budget-response', read))).toBe(5);
    const written = testContext({ source: { budget: 5, __operation: 'Mutation' } });
    expect(valueOf(evaluate('project-budget-response', written))).toBeNull();
  });

  it('marks what a mutation answers', () => {
    expect(valueOf(evaluate('mutation-response', testContext({ result: { id: '1' } })))).toEqual({
      id: '1',
      __operation: 'Mutation',
    });
  });
});
